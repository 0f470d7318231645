// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/binary.glsl"
#include "fieldstone/glsl/compare.glsl"
#include "fieldstone/glsl/sub.glsl"

// Bit 0: a = 0. Bit 1: a = b. Bit 2: a - b = 0, by way of a subtraction.
Element apply(Element a, Element b) {
  uint bits = uint(field_is_zero(a)) | uint(field_equal(a, b)) << 1;
  return limbs_of(bits | uint(field_is_zero(field_sub(a, b))) << 2);
}
