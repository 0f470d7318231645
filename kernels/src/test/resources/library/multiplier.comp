// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/multiplier.glsl"

// Products of a multiplier and the largest factors, of either sign.
FieldElement apply(FieldElement x, FieldElement y) {
  FieldFactor a = field_linear_of(x);
  FieldMultiplier multiplier = field_multiplier_of(field_factor_of(y));
  // -x - 31 xy + 32 xy. A loop that stays one: drivers take long for many products.
  FieldFactor s = field_factor_neg(a);
  FieldFactor multiple = field_factor_scale(s, 31u);
  [[dont_unroll]] for (uint turn = 0u; turn < 2u; turn++) {
    s = field_factor_add(s, field_factor_mul_by(multiple, multiplier));
    multiple = field_factor_scale(a, 32u);
  }
  return field_linear_element(s);
}
