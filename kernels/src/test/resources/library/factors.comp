// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/factor.glsl"

// Sums of products of factors, up to the largest sizes that they take.
FieldElement apply(FieldElement x, FieldElement y) {
  FieldFactor a = field_factor_of(x);
  FieldFactor b = field_factor_of(y);
  // a^2 - b^2 + 2ab
  FieldFactor s = field_factor_mul_sub(
      field_factor_add(a, b), field_factor_sub(a, b), field_factor_neg(a), field_factor_double(b));
  FieldFactor twice = field_factor_double(a);
  // 8ab + 3s^2
  FieldFactor t = field_factor_dot(
      FieldFactor[4](twice, twice, field_factor_neg(twice), s),
      FieldFactor[4](field_factor_scale(b, 4u), b, b, field_factor_scale(s, 3u)));
  // ts + sb + at - 32ab
  return field_factor_element(field_factor_add(
      field_factor_dot(FieldFactor[3](t, s, a), FieldFactor[3](s, b, t)),
      field_factor_mul(field_factor_scale(a, 4u), field_factor_neg(field_factor_scale(b, 8u)))));
}
