// SPDX-License-Identifier: Apache-2.0
//
// Sums and differences of two products.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "ext2.glsl"

FieldExt2 compute(FieldExt2 a, FieldExt2 b) {
  FieldExt2 square = field_ext2_sqr(a);
  return operation == 0
      ? field_ext2_mul_sub(a, b, b, square)
      : field_ext2_mul_add(a, b, b, square);
}
