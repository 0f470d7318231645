// SPDX-License-Identifier: Apache-2.0
//
// Tables of transforms: out[i] = s b^e(i) as a factor, with the exponents
//
//   order 0   i
//   order 1   from i = 2^k + j, j below 2^k: j * 2^(log_inner - k)
//   order 2   i with its low log_inner bits in the opposite order
//   order 8 + h   from i = 2^(h + k) + 2^k m + j, m below 2^h, j below 2^k:
//                 m j 2^(log_inner - h - k)
//
// from squares[0] = s, squares[1 + k] = b^(2^k).

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "fieldstone/transform/element.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint length;
  uint first;
  uint order;
  uint log_inner;
};

layout(std430, set = 0, binding = 0) readonly buffer Squares { TransformVector square_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Powers { TransformVector power_vectors[]; };

uint exponent_of(uint i) {
  uint log_group = uint(max(findMSB(i), 0));
  if (order >= 8u) {
    uint log_held = order - 8u;
    uint k = max(log_group, log_held) - log_held;
    uint j = i & ((1u << k) - 1u);
    uint m = i >> k & ((1u << log_held) - 1u);
    return log_group < log_held ? 0u : m * j << (log_inner - log_group);
  }
  if (order == 1u) {
    return i == 0u ? 0u : (i ^ 1u << log_group) << (log_inner - log_group);
  }
  if (order == 2u) {
    return log_inner == 0u ? 0u : bitfieldReverse(i) >> (32u - log_inner);
  }
  return i;
}

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < length;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    uint exponent = exponent_of(i);
    TransformElement square;
    TRANSFORM_LOAD(0, square_vectors, square)
    TransformFactor power = transform_factor_of_montgomery(square);
    [[dont_unroll]] for (uint k = 1u; exponent != 0u; k++, exponent >>= 1) {
      if ((exponent & 1u) != 0u) {
        TRANSFORM_LOAD(k, square_vectors, square)
        power = transform_mul(power, transform_factor_of_montgomery(square));
      }
    }
    TransformMultiplier multiplier = transform_multiplier(power);
    TRANSFORM_MULTIPLIER_STORE(first + i, power_vectors, multiplier)
  }
}
