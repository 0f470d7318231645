// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/compare.glsl"
#include "fieldstone/glsl/field/sub.glsl"

// Bit 0: a = 0. Bit 1: a = b. Bit 2: a - b = 0, by way of a subtraction.
FieldElement apply(FieldElement a, FieldElement b) {
  uint bits = uint(field_is_zero(a)) | uint(field_equal(a, b)) << 1;
  return fs_limbs_of(bits | uint(field_is_zero(field_sub(a, b))) << 2);
}
