// SPDX-License-Identifier: Apache-2.0
//
// out[i] = -a[i] mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/unary.glsl"
#include "fieldstone/glsl/field/neg.glsl"

FieldElement apply(FieldElement a) {
  return field_neg(a);
}
