// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/pow_long.glsl"

FieldElement apply(FieldElement a, FieldElement b) {
  return field_pow_long(a, b.limb);
}
