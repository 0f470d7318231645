// SPDX-License-Identifier: Apache-2.0
//
// The kernel of one operation on a vector: out[i] = apply(a[i]). A module includes this and defines
// apply:
//
//   #version 450
//   #extension GL_GOOGLE_include_directive : require
//   #include "fieldstone/glsl/kernel/unary.glsl"
//   #include "fieldstone/glsl/field/neg.glsl"
//
//   FieldElement apply(FieldElement a) {
//     return field_neg(a);
//   }
//
// With FIELDSTONE_PREPARED it also defines prepare(), which every thread calls once before.
//
// out may be the same buffer as a: a tile is stored only after the whole workgroup has it.

#ifndef FIELDSTONE_KERNEL_UNARY_GLSL
#define FIELDSTONE_KERNEL_UNARY_GLSL

#include "fieldstone/glsl/memory/tile.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Out { FieldVector out_vectors[]; };

FieldElement apply(FieldElement a);

#ifdef FIELDSTONE_PREPARED
void prepare();
#endif

void main() {
#ifdef FIELDSTONE_PREPARED
  prepare();
#endif
  FIELD_TILE_FOR_EACH_GROUP(tile) {
    FieldRun a_runs[FIELDSTONE_TILE_GROUP];
    FIELD_TILE_GROUP_LOAD_ANY(tile, a_vectors, a_runs)
    FIELD_TILE_OF_GROUP(k) {
      FieldElement a = field_tile_to_own(a_runs[k]);
      FieldRun out_run = field_tile_to_striped(apply(a));
      FIELD_TILE_STORE(tile + k, out_vectors, out_run)
    }
  }
}

#endif
