// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/curve/point_access.glsl"

layout(local_size_x = 64) in;
layout(push_constant) uniform PushConstants { uint count; };
layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector sums[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldAffine p;
    FieldAffine q;
    FIELD_POINT_LOAD(i, a, p)
    FIELD_POINT_LOAD(i, b, q)
    FIELD_POINT_STORE(i, sums, field_point_affine(field_point_add(field_point_of(p), q)))
  }
}
