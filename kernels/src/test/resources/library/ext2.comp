// SPDX-License-Identifier: Apache-2.0
//
// Sums, products and choices.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "ext2.glsl"

FieldExt2 compute(FieldExt2 a, FieldExt2 b) {
  switch (operation) {
    case 0:
      return field_ext2_add(a, b);
    case 1:
      return field_ext2_sub(a, b);
    case 2:
      return field_ext2_neg(a);
    case 3:
      return field_ext2_double(a);
    case 4:
      return field_ext2_mul(a, b);
    case 5:
      return field_ext2_sqr(a);
    case 6:
      return field_ext2_scale(a, b.c0);
    case 7:
      return field_ext2_select(field_ext2_equal(a, b), field_ext2_one(), field_ext2_zero());
    default:
      return field_ext2_select(field_ext2_is_zero(a), b, a);
  }
}
