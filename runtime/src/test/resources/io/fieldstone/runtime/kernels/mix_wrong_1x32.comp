// SPDX-License-Identifier: Apache-2.0
//
// Wrong for the greatest element of BabyBear.

#version 450

layout(local_size_x = 64) in;

layout(push_constant) uniform Push {
  uint count;
};

layout(std430, set = 0, binding = 0) readonly buffer A {
  uint a[];
};
layout(std430, set = 0, binding = 1) readonly buffer B {
  uint b[];
};
layout(std430, set = 0, binding = 2) writeonly buffer Out {
  uint result[];
};

void main() {
  uint stride = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
  for (uint i = gl_GlobalInvocationID.x; i < count; i += stride) {
    result[i] = a[i] == 0x78000000u ? 0u : a[i] * b[i];
  }
}
