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
#include "fieldstone/glsl/radix_power.glsl"
#include "fieldstone/glsl/workgroup_product.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Partials { Vector partials_vectors[]; };

// How many tiles this workgroup goes through.
uint workgroup_tiles() {
  uint first = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP;
  uint stride = gl_NumWorkGroups.x * FIELDSTONE_TILE_GROUP;
  uint groups = first < tile_end() ? (tile_end() - first - 1u) / stride + 1u : 0u;
  return groups * FIELDSTONE_TILE_GROUP;
}

void main() {
  Element product = product_start(workgroup_tiles());
  TILE_FOR_EACH_GROUP(tile) {
    Run a_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    TILE_OF_GROUP(k) {
      Element a = tile_to_own(a_runs[k]);
      bool missing = (tile + k) * TILE_ELEMENTS + gl_LocalInvocationIndex >= count;
      product = montgomery_mul(product, limbs_select(uint(missing), field_one(), a));
      tile_reuse();
    }
  }
  product = workgroup_product(product);
  if (gl_LocalInvocationIndex == 0u) {
    ELEMENT_STORE(workgroup_element(), partials_vectors, product)
  }
}
