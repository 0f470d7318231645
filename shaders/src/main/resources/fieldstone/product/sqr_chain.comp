// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i]^(2^100) mod p, by 100 squarings in a row: what squaring alone can do

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/unary.glsl"
#include "fieldstone/glsl/convert.glsl"
#include "fieldstone/glsl/factor.glsl"
#include "fieldstone/glsl/form.glsl"

const uint CHAIN_SQUARINGS = 100u;

Element apply(Element a) {
  if (!MONTGOMERY_FORM) {
    a = field_to_montgomery(a);
  }
  Factor power = factor_of(a);
  [[dont_unroll]] for (uint i = 0u; i < CHAIN_SQUARINGS; i++) {
    power = factor_sqr(power);
  }
  a = factor_element(power);
  if (!MONTGOMERY_FORM) {
    a = field_from_montgomery(a);
  }
  return a;
}
