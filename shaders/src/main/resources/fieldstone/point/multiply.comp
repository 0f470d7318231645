// SPDX-License-Identifier: Apache-2.0
//
// out[i] = k p[i], for the integer k of the words of the scalar

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/curve/curve_a.glsl"
#include "fieldstone/glsl/curve/point_access.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer P { FieldVector p_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Scalar { uint scalar[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

// k p, left to right, for k of the words of the scalar, least significant first.
FieldPoint multiple(FieldAffine p) {
  FieldPoint sum = field_point_infinity();
  for (int word = scalar.length() - 1; word >= 0; word--) {
    uint bits = scalar[word];
    [[dont_unroll]] for (int bit = 31; bit >= 0; bit--) {
      sum = field_point_double(sum);
      if ((bits >> bit & 1u) != 0u) {
        sum = field_point_add(sum, p);
      }
    }
  }
  return sum;
}

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldAffine p;
    FIELD_POINT_LOAD(i, p_vectors, p)
    FIELD_POINT_STORE(i, out_vectors, field_point_affine(multiple(p)))
  }
}
