// SPDX-License-Identifier: Apache-2.0
//
// out[i] = -p[i] or 2 p[i], as the operation says

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/curve/curve_a.glsl"
#include "fieldstone/glsl/curve/point_access.glsl"

layout(constant_id = 0) const int OPERATION = 0;

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer P { FieldVector p_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Out { FieldVector out_vectors[]; };

#define FS_AFFINE_LOAD(i, p, q) \
  FIELD_POINT_LOAD(i, p_vectors, p) \
  q = p;
#define FS_AFFINE_STORE(i, sum) FIELD_POINT_STORE(i, out_vectors, sum)
#include "fieldstone/glsl/curve/affine_batch.glsl"

void negate() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldAffine p;
    FIELD_POINT_LOAD(i, p_vectors, p)
    FIELD_POINT_STORE(i, out_vectors, field_point_neg(p))
  }
}

void main() {
  if (OPERATION == 0) {
    negate();
  } else {
    fs_affine_sums();
  }
}
