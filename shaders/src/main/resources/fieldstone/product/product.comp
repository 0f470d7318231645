// SPDX-License-Identifier: Apache-2.0
//
// partials[w] = the product of workgroup w's share of a, mod p; 1 for an empty one

#version 450
#extension GL_GOOGLE_include_directive : require

// A product has enough to do while one more element is on its way.
#if FIELDSTONE_WORDS >= 4
#define FIELDSTONE_TILE_GROUP 1
#endif
#include "fieldstone/glsl/kernel/cooperative.glsl"
#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/workgroup/product_tree.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Partials { FieldVector partials_vectors[]; };

void main() {
  uint first = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP;
  uint stride = gl_NumWorkGroups.x * FIELDSTONE_TILE_GROUP;
  uint groups = first < field_tile_end() ? (field_tile_end() - first - 1u) / stride + 1u : 0u;
  uint factors = groups * FIELDSTONE_TILE_GROUP;
  uint start = fs_radix_steps(factors);
  FieldElement product = field_r();
  [[dont_unroll]] for (uint i = 0u; i < start + groups + field_workgroup_levels(); i++) {
    FieldElement factor;
    if (i < start) {
      factor = fs_radix_factor(product, i, factors);
    } else if (i < start + groups) {
      uint tile = first + (i - start) * stride;
      FieldRun a_runs[FIELDSTONE_TILE_GROUP];
      FIELD_TILE_GROUP_LOAD(tile, a_vectors, a_runs)
      FIELD_TILE_OF_GROUP(k) {
        FieldElement a = field_tile_to_own(a_runs[k]);
        bool missing = (tile + k) * FIELD_TILE_ELEMENTS + gl_LocalInvocationIndex >= count;
        a = fs_limbs_select(uint(missing), field_one(), a);
        factor = k == 0 ? a : field_montgomery_mul(factor, a);
      }
    } else {
      factor = fs_product_partner(product, i - start - groups);
    }
    product = field_montgomery_mul(product, factor);
  }
  product = fs_product_in_form(product);
  if (gl_LocalInvocationIndex == 0u) {
    FIELD_ELEMENT_STORE(field_workgroup_element(), partials_vectors, product)
  }
}
