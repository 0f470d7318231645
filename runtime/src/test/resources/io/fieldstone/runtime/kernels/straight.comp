// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i], each by an invocation of its own: a kernel that needs all of its workgroups.

#version 450

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
  uint i = gl_GlobalInvocationID.x;
  if (i < count) {
    result[i] = a[i];
  }
}
