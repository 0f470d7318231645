// SPDX-License-Identifier: Apache-2.0
//
// digits[32 l + j] = points[point]^(32^l j), for j below 32

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/factor.glsl"

layout(local_size_x = 32) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint point;
};

layout(std430, set = 0, binding = 0) readonly buffer Points { FieldVector points_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Digits { FieldVector digits_vectors[]; };

const uint LOG_DIGITS = 5u;

// By squaring and multiplying, from the highest bit of j down, and then by squaring: in one loop,
// since a module that spells the multiplication out twice is twice as long.
void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement element;
    FIELD_ELEMENT_LOAD(point, points_vectors, element)
    FieldFactor z = field_factor_of(element);
    FieldFactor power = field_factor_one();
    uint level = i >> LOG_DIGITS;
    [[dont_unroll]] for (uint step_ = 0u; step_ < (2u + level) * LOG_DIGITS; step_++) {
      bool multiplies = step_ < 2u * LOG_DIGITS && (step_ & 1u) != 0u;
      if (!multiplies || (i >> (LOG_DIGITS - 1u - step_ / 2u) & 1u) != 0u) {
        power = field_factor_mul(power, field_factor_select(multiplies, z, power));
      }
    }
    element = field_factor_element(power);
    FIELD_ELEMENT_STORE(i, digits_vectors, element)
  }
}
