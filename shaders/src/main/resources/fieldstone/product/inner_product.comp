// SPDX-License-Identifier: Apache-2.0
//
// partials[w] = the sum of a[i] * b[i] over workgroup w's share, mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/cooperative.glsl"
#include "fieldstone/glsl/add.glsl"
#include "fieldstone/glsl/convert.glsl"
#include "fieldstone/glsl/form.glsl"
#include "fieldstone/glsl/product_sum.glsl"
#include "fieldstone/glsl/workgroup_reduce.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { Vector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Partials { Vector partials_vectors[]; };

Element combine(Element a, Element b) {
  return field_add(a, b);
}

// Montgomery products of canonical elements lack a factor R, and so does their sum, in which it is
// put back.
void main() {
  Element total = limbs_zero();
  uint tile = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP;
  while (tile < tile_end()) {
    ProductSum sum = product_sum_zero();
    for (uint terms = FIELDSTONE_TILE_GROUP; terms <= PRODUCT_SUM_TERMS && tile < tile_end();
         terms += FIELDSTONE_TILE_GROUP) {
      Run a_runs[FIELDSTONE_TILE_GROUP];
      Run b_runs[FIELDSTONE_TILE_GROUP];
      TILE_GROUP_LOAD(tile, a_vectors, a_runs)
      TILE_GROUP_LOAD(tile, b_vectors, b_runs)
      TILE_OF_GROUP(k) {
        Element a = tile_to_own(a_runs[k]);
        tile_reuse();
        Element b = tile_to_own(b_runs[k]);
        tile_reuse();
        product_sum_add(sum, a, b);
      }
      tile += gl_NumWorkGroups.x * FIELDSTONE_TILE_GROUP;
    }
    total = field_add(total, product_sum_reduce(sum));
  }
  total = workgroup_reduce(total);
  if (gl_LocalInvocationIndex == 0u) {
    total = product_sum_scale(total);
    if (!MONTGOMERY_FORM) {
      total = field_to_montgomery(total);
    }
    ELEMENT_STORE(workgroup_element(), partials_vectors, total)
  }
}
