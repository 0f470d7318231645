// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i]^exponent mod p; 0^0 is 1

#version 450
#extension GL_GOOGLE_include_directive : require
#define FIELDSTONE_PUSH_CONSTANTS uint exponent;
#include "fieldstone/glsl/kernel/unary.glsl"
#include "fieldstone/glsl/field/pow.glsl"

FieldElement apply(FieldElement a) {
  return field_pow(a, exponent);
}
