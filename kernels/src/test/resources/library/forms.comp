// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/mul.glsl"

FieldElement apply(FieldElement a, FieldElement b) {
  FieldElement square = field_factor_element(field_factor_sqr(field_factor_of(a)));
  return field_add(field_mul(square, b), field_one());
}
