// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i], plus one where all vectors are in the device's own memory.

#version 450

layout(constant_id = 92) const bool RESIDENT = false;

layout(local_size_x = 64) in;

layout(push_constant) uniform Push {
  uint count;
};

layout(std430, set = 0, binding = 0) readonly buffer A {
  uint a[];
};
layout(std430, set = 0, binding = 1) writeonly buffer Out {
  uint result[];
};

void main() {
  uint stride = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
  for (uint i = gl_GlobalInvocationID.x; i < count; i += stride) {
    result[i] = a[i] + uint(RESIDENT);
  }
}
