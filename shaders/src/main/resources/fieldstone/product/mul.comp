// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * b[i] mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/product_tile.glsl"
#include "fieldstone/glsl/binary.glsl"
#include "fieldstone/glsl/mul.glsl"

Element apply(Element a, Element b) {
  return field_mul(a, b);
}
