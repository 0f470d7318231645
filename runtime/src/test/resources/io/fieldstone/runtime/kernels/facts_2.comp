// SPDX-License-Identifier: Apache-2.0
//
// out[i] = word i of n, a and b, the small constants of an extension and a curve.

#version 450

layout(constant_id = 93) const int NON_RESIDUE = 0;
layout(constant_id = 94) const int CURVE_A = 0;
layout(constant_id = 95) const int CURVE_B = 0;

layout(local_size_x = 64) in;

layout(push_constant) uniform Push {
  uint count;
};

layout(std430, set = 0, binding = 0) writeonly buffer Out {
  uint result[];
};

void main() {
  uint i = gl_GlobalInvocationID.x;
  if (i < count) {
    result[i] = uint(i == 0u ? NON_RESIDUE : i == 1u ? CURVE_A : CURVE_B);
  }
}
