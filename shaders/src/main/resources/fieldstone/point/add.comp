// SPDX-License-Identifier: Apache-2.0
//
// out[i] = p[i] + q[i]

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/curve/curve_a.glsl"
#include "fieldstone/glsl/curve/point_access.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer P { FieldVector p_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Q { FieldVector q_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldAffine p;
    FieldAffine q;
    FIELD_POINT_LOAD(i, p_vectors, p)
    FIELD_POINT_LOAD(i, q_vectors, q)
    FIELD_POINT_STORE(i, out_vectors, field_point_affine(field_point_add(field_point_of(p), q)))
  }
}
