// SPDX-License-Identifier: Apache-2.0
//
// out[TIMES i + t] = a[i], whose first word has b[i] added: elements of some words.

#version 450

layout(constant_id = 0) const uint WORDS = 1u;
layout(constant_id = 1) const uint TIMES = 1u;

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
    for (uint t = 0u; t < TIMES; t++) {
      for (uint w = 0u; w < WORDS; w++) {
        result[(i * TIMES + t) * WORDS + w] = a[i * WORDS + w] + (w == 0u ? b[i] : 0u);
      }
    }
  }
}
