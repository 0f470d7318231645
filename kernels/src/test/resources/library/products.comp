// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/mul.glsl"
#include "fieldstone/glsl/field/pow.glsl"

FieldElement apply(FieldElement a, FieldElement b) {
  return field_add(field_mul(a, b), field_add(field_sqr(a), field_pow(b, 5u)));
}
