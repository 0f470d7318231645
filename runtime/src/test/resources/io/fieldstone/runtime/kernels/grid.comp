// SPDX-License-Identifier: Apache-2.0
//
// Each workgroup writes the count and how many workgroups there are, unless the vector is shorter.

#version 450

layout(local_size_x = 64) in;

layout(push_constant) uniform Push {
  uint count;
  uint base;
};

layout(std430, set = 0, binding = 0) writeonly buffer Out {
  uint result[];
};

void main() {
  uint i = gl_WorkGroupID.x;
  if (gl_LocalInvocationIndex == 0u && i < uint(result.length())) {
    result[i] = base + 1000u * count + gl_NumWorkGroups.x;
  }
}
