// SPDX-License-Identifier: Apache-2.0
//
// The kernel of two operations on three vectors: out[i] = then(apply(a[i], b[i]), c[i]). A module
// includes this and defines both:
//
//   #version 450
//   #extension GL_GOOGLE_include_directive : require
//   #include "fieldstone/glsl/ternary.glsl"
//   #include "fieldstone/glsl/add.glsl"
//   #include "fieldstone/glsl/mul.glsl"
//
//   Element apply(Element a, Element b) {
//     return field_mul(a, b);
//   }
//
//   Element then(Element product, Element c) {
//     return field_add(product, c);
//   }
//
// out may be the same buffer as a, b or c: a tile is stored only after the whole workgroup has it.

#ifndef FIELDSTONE_TERNARY_GLSL
#define FIELDSTONE_TERNARY_GLSL

#include "tile.glsl"

// Whether to read c when the rest is done, for an apply that leaves no registers to keep it in.
#ifndef FIELDSTONE_C_LATE
#define FIELDSTONE_C_LATE false
#endif

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { Vector b_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer C { Vector c_vectors[]; };
layout(std430, set = 0, binding = 3) writeonly buffer Out { Vector out_vectors[]; };

Element apply(Element a, Element b);
Element then(Element ab, Element c);

void main() {
  TILE_FOR_EACH_GROUP(tile) {
    // All loads are in flight before the first turn waits for its own.
    Run a_runs[FIELDSTONE_TILE_GROUP];
    Run b_runs[FIELDSTONE_TILE_GROUP];
    Run c_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD_ANY(tile, a_vectors, a_runs)
    TILE_GROUP_LOAD_ANY(tile, b_vectors, b_runs)
    if (!FIELDSTONE_C_LATE) {
      TILE_GROUP_LOAD_ANY(tile, c_vectors, c_runs)
    }
    TILE_OF_GROUP(k) {
      Element a = tile_to_own(a_runs[k]);
      tile_reuse();
      Element b = tile_to_own(b_runs[k]);
      tile_reuse();
      Element c;
      if (!FIELDSTONE_C_LATE) {
        c = tile_to_own(c_runs[k]);
      }
      Element ab = apply(a, b);
      if (FIELDSTONE_C_LATE) {
        TILE_LOAD_ANY(tile + k, c_vectors, c_runs[k])
        c = tile_to_own(c_runs[k]);
      }
      Run out_run = tile_to_striped(then(ab, c));
      TILE_STORE(tile + k, out_vectors, out_run)
    }
  }
}

#endif
