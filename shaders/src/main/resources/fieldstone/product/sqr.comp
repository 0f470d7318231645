// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i]^2 mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/product_tile.glsl"
#include "fieldstone/glsl/unary.glsl"
#include "fieldstone/glsl/mul.glsl"

Element apply(Element a) {
  return field_sqr(a);
}
