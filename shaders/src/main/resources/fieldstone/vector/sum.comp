// SPDX-License-Identifier: Apache-2.0
//
// partials[w] = the sum of workgroup w's share of a, mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/cooperative.glsl"
#include "fieldstone/glsl/add.glsl"
#include "fieldstone/glsl/workgroup_reduce.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Partials { Vector partials_vectors[]; };

Element combine(Element a, Element b) {
  return field_add(a, b);
}

void main() {
  Element sum = limbs_zero();
  TILE_FOR_EACH_GROUP(tile) {
    Run a_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    TILE_OF_GROUP(k) {
      sum = field_add(sum, tile_to_own(a_runs[k]));
      tile_reuse();
    }
  }
  sum = workgroup_reduce(sum);
  if (gl_LocalInvocationIndex == 0u) {
    ELEMENT_STORE(workgroup_element(), partials_vectors, sum)
  }
}
