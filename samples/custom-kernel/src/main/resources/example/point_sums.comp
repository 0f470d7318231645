// SPDX-License-Identifier: Apache-2.0
//
// sums[t] = points[t] + points[t + T] + points[t + 2 T] ..., for each of the T threads of the call.
// Each product stands once: drivers make a pipeline of that in a second.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/curve/point_access.glsl"
#include "fieldstone/glsl/curve/point_turns.glsl"

layout(local_size_x = 64) in;
layout(push_constant) uniform PushConstants { uint count; };
layout(std430, set = 0, binding = 0) readonly buffer Points { FieldVector points[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Sums { FieldVector sums[]; };

void main() {
  uint thread = gl_GlobalInvocationID.x;
  FieldPoint sum = field_point_infinity();
  for (uint i = thread; i < count; i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldAffine p;
    FIELD_POINT_LOAD(i, points, p)
    sum = field_point_turns(sum, p, false);
  }
  FIELD_POINT_STORE(thread, sums, field_point_affine_turns(sum))
}
