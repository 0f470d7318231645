// SPDX-License-Identifier: Apache-2.0
//
// out[i] = 2 * a[i] mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/unary.glsl"
#include "fieldstone/glsl/double.glsl"

Element apply(Element a) {
  return field_double(a);
}
