// SPDX-License-Identifier: Apache-2.0
//
// a of y^2 = x^3 + a x + b, and n of an extension that the coordinates are in, as the runtime gives
// them, for curve/point.glsl, which includes it. Any int does.

#ifndef FIELDSTONE_CURVE_CURVE_A_GLSL
#define FIELDSTONE_CURVE_CURVE_A_GLSL

#ifndef FIELD_COORDINATE_DEGREE
#define FIELD_COORDINATE_DEGREE 1
#endif
#if FIELD_COORDINATE_DEGREE == 2
#include "fieldstone/glsl/field/non_residue.glsl"
#endif
#include "fieldstone/glsl/curve/coordinate.glsl"
#include "fieldstone/glsl/field/scale.glsl"
#include "fieldstone/glsl/modulus/r.glsl"

layout(constant_id = 94) const int FIELD_CURVE_A = 0;

// a, as a coordinate of size 1.
FieldCoordinate fs_curve_a() {
  FieldFactor a =
      field_factor_of_montgomery(field_scale(field_r(), uint(abs(FIELD_CURVE_A))));
  if (FIELD_CURVE_A < 0) {
    a = field_factor_neg(a);
  }
#if FIELD_COORDINATE_DEGREE == 2
  return FieldExt2(a, field_factor_zero());
#else
  return a;
#endif
}

#define FIELD_POINT_A fs_curve_a()
#define FIELD_POINT_HAS_A (FIELD_CURVE_A != 0)

#endif
