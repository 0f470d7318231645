// SPDX-License-Identifier: Apache-2.0
//
// powers[levels * i + l] = z[i]^(2^(squarings * l)), for l below levels

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/factor.glsl"

layout(local_size_x = 32) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint levels;
  uint squarings;
};

layout(std430, set = 0, binding = 0) readonly buffer Z { FieldVector z_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Powers { FieldVector powers_vectors[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement z;
    FIELD_ELEMENT_LOAD(i, z_vectors, z)
    FieldFactor power = field_factor_of(z);
    [[dont_unroll]] for (uint step_ = 0u; step_ < levels * squarings; step_++) {
      if (step_ % squarings == 0u) {
        FieldElement element = field_factor_element(power);
        FIELD_ELEMENT_STORE(i * levels + step_ / squarings, powers_vectors, element)
      }
      power = field_factor_sqr(power);
    }
  }
}
