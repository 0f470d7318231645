// SPDX-License-Identifier: Apache-2.0
//
// The only one of its limb shape.

#version 450

layout(local_size_x = 64) in;

layout(push_constant) uniform Push {
  uint count;
};

layout(std430, set = 0, binding = 0) readonly buffer A {
  uvec2 a[];
};
layout(std430, set = 0, binding = 1) readonly buffer B {
  uvec2 b[];
};
layout(std430, set = 0, binding = 2) writeonly buffer Out {
  uvec2 result[];
};

void main() {
  uint stride = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
  for (uint i = gl_GlobalInvocationID.x; i < count; i += stride) {
    result[i] = uvec2(a[i].x * b[i].x, 0u);
  }
}
