// SPDX-License-Identifier: Apache-2.0
//
// states[i] = more_states[i] = 0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/vectors.glsl"

layout(local_size_x = 256) in;

layout(push_constant) uniform PushConstants {
  uint count;
};

layout(std430, set = 0, binding = 0) writeonly buffer States { FieldVector states_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer MoreStates { FieldVector more_vectors[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count * FIELDSTONE_VECTORS;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    states_vectors[i] = FieldVector(0u);
    more_vectors[i] = FieldVector(0u);
  }
}
