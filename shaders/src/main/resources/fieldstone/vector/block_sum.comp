// SPDX-License-Identifier: Apache-2.0
//
// totals[w] = the sum of block w of a, mod p; 0 for an empty one

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/workgroup/block.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/workgroup/reduce.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Totals { FieldVector totals_vectors[]; };

FieldElement combine(FieldElement a, FieldElement b) {
  return field_add(a, b);
}

void main() {
  FieldElement sum = fs_limbs_zero();
  uint end = field_block_end();
  for (uint first = field_block_begin(); first < end; first += FIELD_TILE_ELEMENTS) {
    FieldRun a_run;
    FIELD_TILE_LOAD_BETWEEN(first, end, a_vectors, a_run)
    sum = field_add(sum, field_tile_to_own(a_run));
    field_tile_reuse();
  }
  sum = field_workgroup_reduce(sum);
  if (gl_LocalInvocationIndex == 0u) {
    FIELD_ELEMENT_STORE(field_workgroup_element(), totals_vectors, sum)
  }
}
