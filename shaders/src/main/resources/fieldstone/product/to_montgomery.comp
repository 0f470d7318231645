// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * R mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/product_tile.glsl"
#include "fieldstone/glsl/unary.glsl"
#include "fieldstone/glsl/convert.glsl"

Element apply(Element a) {
  return field_to_montgomery(a);
}
