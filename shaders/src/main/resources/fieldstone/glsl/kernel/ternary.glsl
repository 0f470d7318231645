// SPDX-License-Identifier: Apache-2.0
//
// The kernel of two operations on three vectors: out[i] = then(apply(a[i], b[i]), c[i]). A module
// includes this and defines both:
//
//   #version 450
//   #extension GL_GOOGLE_include_directive : require
//   #include "fieldstone/glsl/kernel/ternary.glsl"
//   #include "fieldstone/glsl/field/add.glsl"
//   #include "fieldstone/glsl/field/mul.glsl"
//
//   FieldElement apply(FieldElement a, FieldElement b) {
//     return field_mul(a, b);
//   }
//
//   FieldElement then(FieldElement product, FieldElement c) {
//     return field_add(product, c);
//   }
//
// out may be the same buffer as a, b or c: a tile is stored only after the whole workgroup has it.

#ifndef FIELDSTONE_KERNEL_TERNARY_GLSL
#define FIELDSTONE_KERNEL_TERNARY_GLSL

#include "fieldstone/glsl/memory/tile.glsl"

// Whether to read c when the rest is done, for an apply that leaves no registers to keep it in.
#ifndef FIELDSTONE_C_LATE
#define FIELDSTONE_C_LATE false
#endif

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer C { FieldVector c_vectors[]; };
layout(std430, set = 0, binding = 3) writeonly buffer Out { FieldVector out_vectors[]; };

FieldElement apply(FieldElement a, FieldElement b);
FieldElement then(FieldElement ab, FieldElement c);

void main() {
  FIELD_TILE_FOR_EACH_GROUP(tile) {
    // All loads are in flight before the first turn waits for its own.
    FieldRun a_runs[FIELDSTONE_TILE_GROUP];
    FieldRun b_runs[FIELDSTONE_TILE_GROUP];
    FieldRun c_runs[FIELDSTONE_TILE_GROUP];
    FIELD_TILE_GROUP_LOAD_ANY(tile, a_vectors, a_runs)
    FIELD_TILE_GROUP_LOAD_ANY(tile, b_vectors, b_runs)
    if (!FIELDSTONE_C_LATE) {
      FIELD_TILE_GROUP_LOAD_ANY(tile, c_vectors, c_runs)
    }
    FIELD_TILE_OF_GROUP(k) {
      FieldElement a = field_tile_to_own(a_runs[k]);
      field_tile_reuse();
      FieldElement b = field_tile_to_own(b_runs[k]);
      field_tile_reuse();
      FieldElement c;
      if (!FIELDSTONE_C_LATE) {
        c = field_tile_to_own(c_runs[k]);
      }
      FieldElement ab = apply(a, b);
      if (FIELDSTONE_C_LATE) {
        FIELD_TILE_LOAD_ANY(tile + k, c_vectors, c_runs[k])
        c = field_tile_to_own(c_runs[k]);
      }
      FieldRun out_run = field_tile_to_striped(then(ab, c));
      FIELD_TILE_STORE(tile + k, out_vectors, out_run)
    }
  }
}

#endif
