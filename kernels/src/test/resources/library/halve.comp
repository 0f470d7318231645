// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/binary.glsl"
#include "fieldstone/glsl/halve.glsl"
#include "fieldstone/glsl/sub.glsl"

Element apply(Element a, Element b) {
  return field_sub(field_halve(a), field_halve(b));
}
