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

#define FS_AFFINE_LOAD(i, p, q) \
  FIELD_POINT_LOAD(i, p_vectors, p) \
  FIELD_POINT_LOAD(i, q_vectors, q)
#define FS_AFFINE_STORE(i, sum) FIELD_POINT_STORE(i, out_vectors, sum)
#include "fieldstone/glsl/curve/affine_batch.glsl"

void main() {
  fs_affine_sums();
}
