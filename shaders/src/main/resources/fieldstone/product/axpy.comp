// SPDX-License-Identifier: Apache-2.0
//
// out[i] = s * x[i] + y[i] mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/product_tile.glsl"
#define FIELDSTONE_PREPARED
#define FIELDSTONE_PUSH_CONSTANTS uint s_words[FIELDSTONE_WORDS];
#include "fieldstone/glsl/binary.glsl"
#include "fieldstone/glsl/add.glsl"
#include "fieldstone/glsl/scalar_factor.glsl"

void prepare() {
  scalar_factor_set(element_of(s_words));
}

Element apply(Element x, Element y) {
  return field_add(scalar_factor_mul(x), y);
}
