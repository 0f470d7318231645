// SPDX-License-Identifier: Apache-2.0
//
// out[row * n + i] = a[row * n + i] * b[row]^i, with n = 2^log_size and
// squares[row * levels + l] = b[row]^(2^l).
//
// A thread has 2^log_run elements of a row, 2^log_step apart, so that neighbours are with
// neighbours: b^i from the bits of its first index, then times b^(2^log_step) from one to the next.

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/linear.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint log_size;
  uint levels;
  uint log_run;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Squares { FieldVector square_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  uint log_step = log_size - log_run;
  for (uint thread = gl_GlobalInvocationID.x; thread < count >> log_run;
       thread += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    uint first = thread & ((1u << log_step) - 1u);
    uint row = thread >> log_step;
    FieldElement element;
    FIELD_ELEMENT_LOAD(row * levels + log_step, square_vectors, element)
    FieldFactor ratio = field_factor_of_montgomery(element);
    FieldFactor power = field_factor_one();
    // one loop, since a module that spells the multiplication out twice is twice as long
    [[dont_unroll]] for (uint turn = 0u; turn < log_step + (2u << log_run); turn++) {
      bool starting = turn < log_step;
      if (starting && (first >> turn & 1u) == 0u) {
        continue;
      }
      uint after = turn - log_step;
      bool writing = !starting && (after & 1u) == 0u;
      uint index = first + (after >> 1 << log_step);
      FieldFactor by = ratio;
      if (starting) {
        FIELD_ELEMENT_LOAD(row * levels + turn, square_vectors, element)
        by = field_factor_of_montgomery(element);
      } else if (writing) {
        FIELD_ELEMENT_LOAD((row << log_size) + index, a_vectors, element)
        by = field_linear_of(element);
      }
      FieldFactor product = field_factor_mul(power, by);
      if (writing) {
        element = field_linear_element(product);
        FIELD_ELEMENT_STORE((row << log_size) + index, out_vectors, element)
      } else {
        power = product;
      }
    }
  }
}
