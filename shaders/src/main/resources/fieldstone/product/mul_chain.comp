// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * b[i]^100 mod p, in Montgomery form, by 100 products in a row: what multiplication
// alone can do

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/factor.glsl"

const uint CHAIN_PRODUCTS = 100u;

FieldElement apply(FieldElement a, FieldElement b) {
  FieldFactor product = field_factor_of_montgomery(a);
  FieldFactor factor = field_factor_of_montgomery(b);
  [[dont_unroll]] for (uint i = 0u; i < CHAIN_PRODUCTS; i++) {
    product = field_factor_mul(product, factor);
  }
  return field_factor_montgomery(product);
}
