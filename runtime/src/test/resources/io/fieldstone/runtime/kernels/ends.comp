// SPDX-License-Identifier: Apache-2.0
//
// The least and the greatest element, plus an offset, of each workgroup's contiguous block.

#version 450

layout(local_size_x = 64) in;

layout(push_constant) uniform Push {
  uint count;
  uint first_workgroup;
  uint offset;
};

layout(std430, set = 0, binding = 0) readonly buffer A {
  uint a[];
};
layout(std430, set = 0, binding = 1) writeonly buffer Least {
  uint least[];
};
layout(std430, set = 1, binding = 0) writeonly buffer Greatest {
  uint greatest[];
};

void main() {
  if (gl_LocalInvocationID.x != 0u) {
    return;
  }
  uint block = (count + gl_NumWorkGroups.x - 1u) / gl_NumWorkGroups.x;
  uint first = min(count, gl_WorkGroupID.x * block);
  uint end = min(count, first + block);
  uint low = 0xffffffffu;
  uint high = 0u;
  for (uint i = first; i < end; i++) {
    low = min(low, a[i] + offset);
    high = max(high, a[i] + offset);
  }
  least[first_workgroup + gl_WorkGroupID.x] = low;
  greatest[first_workgroup + gl_WorkGroupID.x] = high;
}
