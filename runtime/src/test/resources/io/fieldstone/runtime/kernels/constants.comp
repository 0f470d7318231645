// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] + table[i mod 3], word by word, elements of some words.

#version 450

layout(constant_id = 0) const uint WORDS = 1u;

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
layout(std430, set = 1, binding = 3) readonly buffer Table {
  uint table[];
};

void main() {
  uint stride = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
  for (uint i = gl_GlobalInvocationID.x; i < count; i += stride) {
    for (uint w = 0u; w < WORDS; w++) {
      result[i * WORDS + w] = a[i * WORDS + w] + table[i % 3u * WORDS + w];
    }
  }
}
