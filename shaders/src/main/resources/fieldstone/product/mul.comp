// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * b[i] mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/product_tile.glsl"
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/mul.glsl"

FieldElement apply(FieldElement a, FieldElement b) {
  return field_mul(a, b);
}
