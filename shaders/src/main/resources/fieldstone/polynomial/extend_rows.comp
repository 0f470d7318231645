// SPDX-License-Identifier: Apache-2.0
//
// out[(m * cosets + r) * n + i] = a[m * n + i] * shifts[i] * steps[i]^j, where j is r with its bits
// reversed, n = 2^log_size and cosets = 2^log_cosets: rows whose transforms are the values of
// polynomial m on as many cosets.

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/linear.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint log_size;
  uint log_cosets;
  int shifted;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Shifts { FieldVector shift_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer Steps { FieldVector step_vectors[]; };
layout(std430, set = 0, binding = 3) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  for (uint thread = gl_GlobalInvocationID.x; thread < count >> log_cosets;
       thread += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    uint polynomial = thread >> log_size;
    uint index = thread & ((1u << log_size) - 1u);
    FieldElement element;
    FIELD_ELEMENT_LOAD(thread, a_vectors, element)
    FieldFactor value = field_linear_of(element);
    FIELD_ELEMENT_LOAD(index, shift_vectors, element)
    FieldFactor by = field_factor_of_montgomery(element);
    FIELD_ELEMENT_LOAD(index, step_vectors, element)
    [[dont_unroll]] for (uint j = 0u; j < 1u << log_cosets; j++) {
      if (j != 0u || shifted != 0) {
        value = field_factor_mul(value, by);
      }
      if (j == 0u) {
        by = field_factor_of_montgomery(element);
      }
      uint reversed = log_cosets == 0u ? 0u : bitfieldReverse(j) >> (32u - log_cosets);
      uint row = (polynomial << log_cosets) + reversed;
      FieldElement result = field_linear_element(value);
      FIELD_ELEMENT_STORE((row << log_size) + index, out_vectors, result)
    }
  }
}
