// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i]^(2^100) mod p, in Montgomery form, by 100 squarings in a row: what squaring alone
// can do

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/unary.glsl"
#include "fieldstone/glsl/field/factor.glsl"

const uint CHAIN_SQUARINGS = 100u;

FieldElement apply(FieldElement a) {
  FieldFactor power = field_factor_of_montgomery(a);
  [[dont_unroll]] for (uint i = 0u; i < CHAIN_SQUARINGS; i++) {
    power = field_factor_sqr(power);
  }
  return field_factor_montgomery(power);
}
