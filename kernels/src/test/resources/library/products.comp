// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/binary.glsl"
#include "fieldstone/glsl/add.glsl"
#include "fieldstone/glsl/mul.glsl"
#include "fieldstone/glsl/pow.glsl"

Element apply(Element a, Element b) {
  return field_add(field_mul(a, b), field_add(field_sqr(a), field_pow(b, 5u)));
}
