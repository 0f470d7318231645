// SPDX-License-Identifier: Apache-2.0
//
// partials[w] = the sum of a[i] * b[i] over workgroup w's share, mod p

#version 450
#extension GL_GOOGLE_include_directive : require

// A product of 12 words has enough to do while one more element is on its way.
#if FIELDSTONE_WORDS > 8
#define FIELDSTONE_TILE_GROUP 1
#endif
#include "fieldstone/glsl/kernel/cooperative.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/form.glsl"
#include "fieldstone/glsl/field/product_sum.glsl"
#include "fieldstone/glsl/modulus/r_squared.glsl"
#include "fieldstone/glsl/workgroup/reduce.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Partials { FieldVector partials_vectors[]; };

FieldElement combine(FieldElement a, FieldElement b) {
  return field_add(a, b);
}

// Montgomery products of canonical elements lack a factor R, and so does their sum, in which it is
// put back: by one more pass, over what thread 0 has and R^2, since a module that spells the
// multiplication out twice takes the driver twice as long.
void main() {
  const uint passes = FIELD_MONTGOMERY_FORM ? 1u : 2u;
  FieldElement total = fs_limbs_zero();
  uint tile = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP;
  uint end = field_tile_end();
  for (uint pass = 0u; pass < passes; pass++) {
    FieldElement lacking_r = total;
    total = fs_limbs_zero();
    while (tile < end) {
      FieldProductSum sum = field_product_sum_zero();
      for (uint terms = FIELDSTONE_TILE_GROUP; terms <= FIELD_PRODUCT_SUM_TERMS && tile < end;
           terms += FIELDSTONE_TILE_GROUP) {
        FieldRun a_runs[FIELDSTONE_TILE_GROUP];
        FieldRun b_runs[FIELDSTONE_TILE_GROUP];
        FIELD_TILE_GROUP_LOAD(tile, a_vectors, a_runs)
        FIELD_TILE_GROUP_LOAD(tile, b_vectors, b_runs)
        FIELD_TILE_OF_GROUP(k) {
          FieldElement a = field_tile_to_own(a_runs[k]);
          FieldElement b = field_tile_to_own(b_runs[k]);
          if (pass > 0u) {
            a = lacking_r;
            b = fs_limbs_mask(field_r_squared(), uint(k == 0));
          }
          field_product_sum_add(sum, a, b);
        }
        tile += gl_NumWorkGroups.x * FIELDSTONE_TILE_GROUP;
      }
      total = field_add(total, field_product_sum_reduce(sum));
    }
    if (pass == 0u) {
      total = field_workgroup_reduce(total);
      tile = 0u;
      end = 1u;
    }
  }
  if (gl_LocalInvocationIndex == 0u) {
    FIELD_ELEMENT_STORE(field_workgroup_element(), partials_vectors, total)
  }
}
