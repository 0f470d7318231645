// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * b[i]^100 mod p, by 100 products in a row: what multiplication alone can do

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/binary.glsl"
#include "fieldstone/glsl/convert.glsl"
#include "fieldstone/glsl/factor.glsl"
#include "fieldstone/glsl/form.glsl"

const uint CHAIN_PRODUCTS = 100u;

// The Montgomery product by a Montgomery form leaves the form of the other factor.
Element apply(Element a, Element b) {
  if (!MONTGOMERY_FORM) {
    b = field_to_montgomery(b);
  }
  Factor product = factor_of(a);
  Factor factor = factor_of(b);
  [[dont_unroll]] for (uint i = 0u; i < CHAIN_PRODUCTS; i++) {
    product = factor_mul(product, factor);
  }
  return factor_element(product);
}
