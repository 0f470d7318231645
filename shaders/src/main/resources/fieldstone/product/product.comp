// SPDX-License-Identifier: Apache-2.0
//
// partials[w] = the product of workgroup w's share of a, mod p; 1 for an empty one

#version 450
#extension GL_GOOGLE_include_directive : require

// A product has enough to do while one more element is on its way.
#if FIELDSTONE_WORDS >= 4
#define FIELDSTONE_TILE_GROUP 1
#endif
#include "fieldstone/glsl/cooperative.glsl"
#include "fieldstone/glsl/constants.glsl"
#include "fieldstone/glsl/product_tree.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Partials { Vector partials_vectors[]; };

void main() {
  uint first = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP;
  uint stride = gl_NumWorkGroups.x * FIELDSTONE_TILE_GROUP;
  uint groups = first < tile_end() ? (tile_end() - first - 1u) / stride + 1u : 0u;
  uint factors = groups * FIELDSTONE_TILE_GROUP;
  uint start = radix_steps(factors);
  Element product = field_r();
  [[dont_unroll]] for (uint i = 0u; i < start + groups + workgroup_levels(); i++) {
    Element factor;
    if (i < start) {
      factor = radix_factor(product, i, factors);
    } else if (i < start + groups) {
      uint tile = first + (i - start) * stride;
      Run a_runs[FIELDSTONE_TILE_GROUP];
      TILE_GROUP_LOAD(tile, a_vectors, a_runs)
      TILE_OF_GROUP(k) {
        Element a = tile_to_own(a_runs[k]);
        bool missing = (tile + k) * TILE_ELEMENTS + gl_LocalInvocationIndex >= count;
        a = limbs_select(uint(missing), field_one(), a);
        factor = k == 0 ? a : montgomery_mul(factor, a);
      }
    } else {
      factor = product_partner(product, i - start - groups);
    }
    product = montgomery_mul(product, factor);
  }
  product = product_in_form(product);
  if (gl_LocalInvocationIndex == 0u) {
    ELEMENT_STORE(workgroup_element(), partials_vectors, product)
  }
}
