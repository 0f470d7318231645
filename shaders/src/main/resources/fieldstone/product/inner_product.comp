// SPDX-License-Identifier: Apache-2.0
//
// partials[w] = the sum of a[i] * b[i] over workgroup w's share, mod p

#version 450
#extension GL_GOOGLE_include_directive : require

// A product of 12 words has enough to do while one more element is on its way.
#if FIELDSTONE_WORDS > 8
#define FIELDSTONE_TILE_GROUP 1
#endif
#include "fieldstone/glsl/cooperative.glsl"
#include "fieldstone/glsl/add.glsl"
#include "fieldstone/glsl/form.glsl"
#include "fieldstone/glsl/product_sum.glsl"
#include "fieldstone/glsl/r_squared.glsl"
#include "fieldstone/glsl/workgroup_reduce.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { Vector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Partials { Vector partials_vectors[]; };

Element combine(Element a, Element b) {
  return field_add(a, b);
}

// Montgomery products of canonical elements lack a factor R, and so does their sum, in which it is put
// back: by one more pass, over what thread 0 has and R^2, since a module that spells the multiplication
// out twice takes the driver twice as long.
void main() {
  const uint passes = MONTGOMERY_FORM ? 1u : 2u;
  Element total = limbs_zero();
  uint tile = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP;
  uint end = tile_end();
  for (uint pass = 0u; pass < passes; pass++) {
    Element lacking_r = total;
    total = limbs_zero();
    while (tile < end) {
      ProductSum sum = product_sum_zero();
      for (uint terms = FIELDSTONE_TILE_GROUP; terms <= PRODUCT_SUM_TERMS && tile < end;
           terms += FIELDSTONE_TILE_GROUP) {
        Run a_runs[FIELDSTONE_TILE_GROUP];
        Run b_runs[FIELDSTONE_TILE_GROUP];
        TILE_GROUP_LOAD(tile, a_vectors, a_runs)
        TILE_GROUP_LOAD(tile, b_vectors, b_runs)
        TILE_OF_GROUP(k) {
          Element a = tile_to_own(a_runs[k]);
          Element b = tile_to_own(b_runs[k]);
          if (pass > 0u) {
            a = lacking_r;
            b = limbs_mask(field_r_squared(), uint(k == 0));
          }
          product_sum_add(sum, a, b);
        }
        tile += gl_NumWorkGroups.x * FIELDSTONE_TILE_GROUP;
      }
      total = field_add(total, product_sum_reduce(sum));
    }
    if (pass == 0u) {
      total = workgroup_reduce(total);
      tile = 0u;
      end = 1u;
    }
  }
  if (gl_LocalInvocationIndex == 0u) {
    ELEMENT_STORE(workgroup_element(), partials_vectors, total)
  }
}
