// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] mod p, for any integers a[i] that the limbs hold

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/unary.glsl"
#include "fieldstone/glsl/convert.glsl"

Element apply(Element a) {
  return field_reduce(a);
}
