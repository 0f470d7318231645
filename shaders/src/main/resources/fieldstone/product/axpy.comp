// SPDX-License-Identifier: Apache-2.0
//
// out[i] = s * x[i] + y[i] mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/product_tile.glsl"
#define FIELDSTONE_PREPARED
#define FIELDSTONE_PUSH_CONSTANTS uint s_words[FIELDSTONE_WORDS];
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/scalar.glsl"

void prepare() {
  field_scalar_factor_set(field_element_of(s_words));
}

FieldElement apply(FieldElement x, FieldElement y) {
  return field_add(field_scalar_factor_mul(x), y);
}
