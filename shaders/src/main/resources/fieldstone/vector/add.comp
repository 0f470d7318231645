// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] + b[i] mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/add.glsl"

FieldElement apply(FieldElement a, FieldElement b) {
  return field_add(a, b);
}
