// SPDX-License-Identifier: Apache-2.0
//
// Inverses.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "ext2.glsl"

FieldExt2 compute(FieldExt2 a, FieldExt2 b) {
  return field_ext2_inverse(a);
}
