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

// Every function of points, and coordinates of many sums.
FieldPoint compute(FieldAffine p, FieldAffine q) {
  FieldPoint point = field_point_of(p);
  switch (operation) {
    case 0:
      return field_point_add(point, q);
    case 1:
      return field_point_double(p);
    case 2:
      return field_point_neg(point);
    case 3: {
      // 3p + 2q, all of it general additions
      FieldPoint twice = field_point_double(point);
      FieldPoint sum = field_point_add(twice, field_point_double(field_point_of(q)));
      return field_point_add(sum, point);
    }
    case 4: {
      // (p + q) + (p + q), where both are the same point in other coordinates
      FieldPoint sum = field_point_add(point, q);
      FieldPoint same = field_point_add(field_point_of(q), p);
      return field_point_add(sum, same);
    }
    case 5: {
      // 5p + 20q: coordinates of many sums
      FieldPoint sum = field_point_infinity();
      for (int i = 0; i < 5; i++) {
        sum = field_point_add(sum, p);
        for (int j = 0; j < 4; j++) {
          sum = field_point_add(sum, q);
        }
      }
      return sum;
    }
    case 6: {
      // p + q if they are equal, else infinity
      bool equal = field_point_equal(field_point_double(point), field_point_double(q));
      if (equal) {
        return field_point_add(point, q);
      }
      return field_point_infinity();
    }
    default: {
      // 2^8 p - p + q
      FieldPoint sum = point;
      for (int i = 0; i < 8; i++) {
        sum = field_point_double(sum);
      }
      return field_point_add(field_point_add(sum, field_point_neg(point)), q);
    }
  }
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
