// SPDX-License-Identifier: Apache-2.0
//
// partials[w] = the sum of workgroup w's share of a, mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/cooperative.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/workgroup/reduce.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Partials { FieldVector partials_vectors[]; };

FieldElement combine(FieldElement a, FieldElement b) {
  return field_add(a, b);
}

void main() {
  FieldElement sum = fs_limbs_zero();
  FIELD_TILE_FOR_EACH_GROUP(tile) {
    FieldRun a_runs[FIELDSTONE_TILE_GROUP];
    FIELD_TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    FIELD_TILE_OF_GROUP(k) {
      sum = field_add(sum, field_tile_to_own(a_runs[k]));
      field_tile_reuse();
    }
  }
  sum = field_workgroup_reduce(sum);
  if (gl_LocalInvocationIndex == 0u) {
    FIELD_ELEMENT_STORE(field_workgroup_element(), partials_vectors, sum)
  }
}
