// SPDX-License-Identifier: Apache-2.0
//
// The kernel of one operation on two vectors: out[i] = apply(a[i], b[i]). A module includes this
// and defines apply:
//
//   #version 450
//   #extension GL_GOOGLE_include_directive : require
//   #include "fieldstone/glsl/binary.glsl"
//   #include "fieldstone/glsl/add.glsl"
//
//   Element apply(Element a, Element b) {
//     return field_add(a, b);
//   }
//
// With FIELDSTONE_PREPARED it also defines prepare(), which every thread calls once before.
//
// out may be the same buffer as a or b: a tile is stored only after the whole workgroup has it.

#ifndef FIELDSTONE_BINARY_GLSL
#define FIELDSTONE_BINARY_GLSL

#include "tile.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { Vector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { Vector out_vectors[]; };

Element apply(Element a, Element b);

#ifdef FIELDSTONE_PREPARED
void prepare();
#endif

void main() {
#ifdef FIELDSTONE_PREPARED
  prepare();
#endif
  TILE_FOR_EACH_GROUP(tile) {
    // All loads are in flight before the first turn waits for its own.
    Run a_runs[FIELDSTONE_TILE_GROUP];
    Run b_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD_ANY(tile, a_vectors, a_runs)
    TILE_GROUP_LOAD_ANY(tile, b_vectors, b_runs)
    TILE_OF_GROUP(k) {
      Element a = tile_to_own(a_runs[k]);
      tile_reuse();
      Element b = tile_to_own(b_runs[k]);
      Run out_run = tile_to_striped(apply(a, b));
      TILE_STORE(tile + k, out_vectors, out_run)
    }
  }
}

#endif
