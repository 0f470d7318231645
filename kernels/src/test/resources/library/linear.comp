// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/compare.glsl"
#include "fieldstone/glsl/field/linear.glsl"
#include "fieldstone/glsl/field/sub.glsl"

// Linear maps up to the largest sizes that they take, of either sign.
FieldElement apply(FieldElement x, FieldElement y) {
  FieldFactor a = field_linear_of(x);
  FieldFactor s = field_factor_scale(field_factor_sub(field_linear_of(y), a), 16u);
  // 128 (y - x) - 28 x. A loop that stays one: drivers take long for many reductions.
  [[dont_unroll]] for (uint turn = 0u; turn < 2u; turn++) {
    s = field_factor_scale(field_linear_reduce(s), 8u - 7u * turn);
  }
  s = field_factor_sub(s, field_factor_scale(a, 28u));
  s = field_linear_of(field_linear_words(s));
  // -32 x of equal ones
  FieldFactor least = field_factor_scale(field_factor_neg(a), 32u);
  return field_linear_element(field_factor_select(field_is_zero(field_sub(x, y)), least, s));
}
