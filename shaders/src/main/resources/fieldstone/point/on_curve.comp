// SPDX-License-Identifier: Apache-2.0
//
// flags[i] = 1 if p[i] is on the curve y^2 = x^3 + a x + b, else 0; the coordinates of the one
// "point" of coefficients are a and b.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/curve/curve_a.glsl"
#include "fieldstone/glsl/curve/point_access.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer P { FieldVector p_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Coefficients { FieldVector coefficients[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Flags { uint flags[]; };

void main() {
  FieldAffine curve;
  FIELD_POINT_LOAD(0u, coefficients, curve)
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldAffine p;
    FIELD_POINT_LOAD(i, p_vectors, p)
    FieldCoordinate square = field_coordinate_add(field_coordinate_sqr(p.x), curve.x);
    FieldCoordinate right = field_coordinate_add(field_coordinate_mul(square, p.x), curve.y);
    flags[i] = uint(p.infinity || field_coordinate_equal(field_coordinate_sqr(p.y), right));
  }
}
