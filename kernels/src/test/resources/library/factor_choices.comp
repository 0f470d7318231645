// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/factor.glsl"

// What is told of factors, up to the largest sizes that they take, and the square of what is chosen.
FieldElement apply(FieldElement x, FieldElement y) {
  FieldFactor a = field_factor_of(x);
  FieldFactor b = field_factor_of(y);
  // a^2 - b^2 + 2ab
  FieldFactor s = field_factor_mul_sub(
      field_factor_add(a, b), field_factor_sub(a, b), field_factor_neg(a), field_factor_double(b));
  FieldFactor nothing = field_factor_sub(
      field_factor_mul(field_factor_double(a), b), field_factor_double(field_factor_mul(b, a)));
  FieldFactor large = field_factor_scale(field_factor_neg(a), 32u);
  nothing = field_factor_add(
      nothing, field_factor_sub(field_factor_mul_element(large, y), field_factor_mul(b, large)));
  FieldFactor u = field_factor_select(field_factor_equal(a, b), field_factor_one(), b);
  u = field_factor_select(field_factor_is_zero(s), a, u);
  u = field_factor_select(field_factor_is_zero(nothing), u, field_factor_zero());
  return field_factor_element(field_factor_sqr(field_factor_scale(u, 5u)));
}
