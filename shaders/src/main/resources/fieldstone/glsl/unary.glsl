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
// out may be the same buffer as a: a tile is stored only after the whole workgroup has it.

#ifndef FIELDSTONE_UNARY_GLSL
#define FIELDSTONE_UNARY_GLSL

#include "tile.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Out { Vector out_vectors[]; };

Element apply(Element a);

void main() {
  TILE_FOR_EACH(tile) {
    Run a_run;
    TILE_LOAD(tile, a_vectors, a_run)
    Element a = tile_to_own(a_run);
    Run out_run = tile_to_striped(apply(a));
    TILE_STORE(tile, out_vectors, out_run)
  }
}

#endif
