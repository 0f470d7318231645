// SPDX-License-Identifier: Apache-2.0
//
// The kernel of one operation on a vector: out[i] = apply(a[i]). A module includes this and defines
// apply:
//
//   #version 450
//   #extension GL_GOOGLE_include_directive : require
//   #include "fieldstone/glsl/unary.glsl"
//   #include "fieldstone/glsl/neg.glsl"
//
//   Element apply(Element a) {
//     return field_neg(a);
//   }
//
// With FIELDSTONE_PREPARED it also defines prepare(), which every thread calls once before.
//
// out may be the same buffer as a: a tile is stored only after the whole workgroup has it.

#ifndef FIELDSTONE_UNARY_GLSL
#define FIELDSTONE_UNARY_GLSL

#include "tile.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Out { Vector out_vectors[]; };

Element apply(Element a);

#ifdef FIELDSTONE_PREPARED
void prepare();
#endif

void main() {
#ifdef FIELDSTONE_PREPARED
  prepare();
#endif
  TILE_FOR_EACH_GROUP(tile) {
    Run a_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD_ANY(tile, a_vectors, a_runs)
    TILE_OF_GROUP(k) {
      Element a = tile_to_own(a_runs[k]);
      Run out_run = tile_to_striped(apply(a));
      TILE_STORE(tile + k, out_vectors, out_run)
    }
  }
}

#endif
