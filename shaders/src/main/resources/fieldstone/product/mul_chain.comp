// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * b[i]^100 mod p, in Montgomery form, by 100 products in a row: what multiplication
// alone can do

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/binary.glsl"
#include "fieldstone/glsl/factor.glsl"

const uint CHAIN_PRODUCTS = 100u;

Element apply(Element a, Element b) {
  Factor product = factor_of(a);
  Factor factor = factor_of(b);
  [[dont_unroll]] for (uint i = 0u; i < CHAIN_PRODUCTS; i++) {
    product = factor_mul(product, factor);
  }
  return factor_element(product);
}
