// SPDX-License-Identifier: Apache-2.0
//
// Every function of points, after the curve is defined.

#include "fieldstone/glsl/curve/point_access.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  int operation;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

// The b of the curve that p is on.
FieldCoordinate curve_of(FieldAffine p) {
  FieldCoordinate square = field_coordinate_sqr(p.x);
#ifdef FIELD_POINT_A
  square = field_coordinate_add(square, FIELD_POINT_A);
#endif
  return field_coordinate_mul_sub(p.y, p.y, p.x, square);
}

// Runs a program of up to eight steps on a sum that begins as p, a step a hexadecimal digit, the
// lowest first. Each function stands in one place, so that a module stays small.
FieldPoint compute(FieldAffine p, FieldAffine q) {
  FieldPoint sum = field_point_of(p);
  FieldPoint kept = field_point_infinity();
  for (uint program = uint(operation); program != 0u; program >>= 4) {
    switch (program & 15u) {
      case 1u:
        sum = field_point_add(sum, q);
        break;
      case 2u:
        sum = field_point_double(sum);
        break;
      case 3u:
        sum = field_point_neg(sum);
        break;
      case 4u:
        sum = field_point_add(sum, kept);
        break;
      case 5u:
        kept = sum;
        break;
      case 6u:
        q = field_point_neg(q);
        break;
      case 7u:
        if (!field_point_equal(sum, kept)) {
          sum = field_point_infinity();
        }
        break;
      case 8u:
        q = p;
        break;
      default:
        if (!field_point_is_on_curve(q, curve_of(p))) {
          sum = field_point_infinity();
        }
        break;
    }
  }
  return sum;
}

void main() {
  uint points = count / (2u * FIELD_COORDINATE_DEGREE);
  for (uint i = gl_GlobalInvocationID.x; i < points;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldAffine p;
    FieldAffine q;
    FIELD_POINT_LOAD(i, a_vectors, p)
    FIELD_POINT_LOAD(i, b_vectors, q)
    FieldAffine result = field_point_affine(compute(p, q));
    FIELD_POINT_STORE(i, out_vectors, result)
  }
}
