// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i], after as many rounds as it is told.

#version 450

layout(local_size_x = 64) in;

layout(push_constant) uniform Push {
  uint count;
  uint rounds;
};

layout(std430, set = 0, binding = 0) readonly buffer A {
  uint a[];
};
layout(std430, set = 0, binding = 1) writeonly buffer Out {
  uint result[];
};

// Many a turn: Mesa's CPU driver ends all loops of an invocation after 65,535 turns.
#define STEP spin = spin * 1664525u + k;
#define STEPS_4 STEP STEP STEP STEP
#define STEPS_16 STEPS_4 STEPS_4 STEPS_4 STEPS_4
#define STEPS_64 STEPS_16 STEPS_16 STEPS_16 STEPS_16
#define STEPS_256 STEPS_64 STEPS_64 STEPS_64 STEPS_64

void main() {
  uint stride = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
  for (uint i = gl_GlobalInvocationID.x; i < count; i += stride) {
    // count is never the greatest integer, which no compiler knows.
    uint spin = a[i];
    for (uint k = 0u; k < rounds; k++) {
      STEPS_256
    }
    result[i] = spin == 7u && count == 0xffffffffu ? 0u : a[i];
  }
}
