// SPDX-License-Identifier: Apache-2.0
//
// totals[first_total + r * chunks + k] = chunk k of polynomial r, of 32 coefficients, at
// powers[(first_row + r) * levels + level]: one polynomial at many points (a stride of 0), then the
// values of its chunks.

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/linear.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint length;
  uint stride;
  uint levels;
  uint level;
  uint first_row;
  uint rows;
  uint first_total;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Powers { FieldVector powers_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Totals { FieldVector totals_vectors[]; };

const uint CHUNK = 32u;

void main() {
  uint chunks = (length + CHUNK - 1u) / CHUNK;
  for (uint i = gl_GlobalInvocationID.x; i < rows * chunks;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    uint row = i / chunks;
    uint first = (i - row * chunks) * CHUNK;
    FieldElement element;
    FIELD_ELEMENT_LOAD((first_row + row) * levels + level, powers_vectors, element)
    FieldFactor point = field_factor_of(element);
    FieldFactor sum = field_factor_zero();
    [[dont_unroll]] for (uint k = min(length - first, CHUNK); k > 0u; k--) {
      FIELD_ELEMENT_LOAD(row * stride + first + k - 1u, a_vectors, element)
      sum = field_factor_add(field_factor_mul(sum, point), field_linear_of(element));
    }
    element = field_linear_element(sum);
    FIELD_ELEMENT_STORE(first_total + i, totals_vectors, element)
  }
}
