// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] mod p, for any integers a[i] that the limbs hold

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/unary.glsl"
#include "fieldstone/glsl/field/convert.glsl"

FieldElement apply(FieldElement a) {
  return field_reduce(a);
}
