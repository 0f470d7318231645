// SPDX-License-Identifier: Apache-2.0
//
// Elements of a quadratic extension of a quadratic extension, c0 + c1 v with v^2 = m, of factors:
// see field/ext2.glsl, which has c0, c1, and u. m = m0 + m1 u, of two small integers that a module
// defines as FIELD_EXT2X2_NON_RESIDUE_0 and FIELD_EXT2X2_NON_RESIDUE_1 before it includes this,
// 2 and 1 for Mersenne31's; like n they may be specialization constants.
//
//   sizes: of coefficients s and t; g the larger one of |m0| + |n m1| and |m0| + |m1|
//   of, zero, one        1
//   add, sub             s + t
//   double, neg, select  as of factors
//   mul, sqr             1 + (1 + g) s t / 16 for s from 1.2 on
//
// where |n| g s and 2 s may not exceed 32.

#ifndef FIELDSTONE_FIELD_EXT2X2_GLSL
#define FIELDSTONE_FIELD_EXT2X2_GLSL

#include "fieldstone/glsl/field/ext2.glsl"

struct FieldExt2x2 {
  FieldExt2 c0;
  FieldExt2 c1;
};

// m a. The product of n and m1 may be no int, so that there is one multiple after the other.
FieldExt2 fs_ext2x2_scale(FieldExt2 a) {
  FieldFactor upper = fs_small_multiple(
      fs_small_multiple(a.c1, int(FIELD_EXT2X2_NON_RESIDUE_1)), int(FIELD_EXT2_NON_RESIDUE));
  return FieldExt2(
      field_factor_add(fs_small_multiple(a.c0, int(FIELD_EXT2X2_NON_RESIDUE_0)), upper),
      field_factor_add(
          fs_small_multiple(a.c1, int(FIELD_EXT2X2_NON_RESIDUE_0)),
          fs_small_multiple(a.c0, int(FIELD_EXT2X2_NON_RESIDUE_1))));
}

// The element of coefficients in the form of the dispatch, below p: those of c0, then those of c1.
FieldExt2x2 field_ext2x2_of(FieldElement c[4]) {
  return FieldExt2x2(
      field_ext2_of(FieldElement[2](c[0], c[1])), field_ext2_of(FieldElement[2](c[2], c[3])));
}

// The coefficients in the form of the dispatch, below p.
void field_ext2x2_elements(FieldExt2x2 a, out FieldElement c[4]) {
  c[0] = field_factor_element(a.c0.c0);
  c[1] = field_factor_element(a.c0.c1);
  c[2] = field_factor_element(a.c1.c0);
  c[3] = field_factor_element(a.c1.c1);
}

// Zero.
FieldExt2x2 field_ext2x2_zero() {
  return FieldExt2x2(field_ext2_zero(), field_ext2_zero());
}

// One.
FieldExt2x2 field_ext2x2_one() {
  return FieldExt2x2(field_ext2_one(), field_ext2_zero());
}

// a + b.
FieldExt2x2 field_ext2x2_add(FieldExt2x2 a, FieldExt2x2 b) {
  return FieldExt2x2(field_ext2_add(a.c0, b.c0), field_ext2_add(a.c1, b.c1));
}

// a - b.
FieldExt2x2 field_ext2x2_sub(FieldExt2x2 a, FieldExt2x2 b) {
  return FieldExt2x2(field_ext2_sub(a.c0, b.c0), field_ext2_sub(a.c1, b.c1));
}

// 2a.
FieldExt2x2 field_ext2x2_double(FieldExt2x2 a) {
  return FieldExt2x2(field_ext2_double(a.c0), field_ext2_double(a.c1));
}

// -a.
FieldExt2x2 field_ext2x2_neg(FieldExt2x2 a) {
  return FieldExt2x2(field_ext2_neg(a.c0), field_ext2_neg(a.c1));
}

// a b: sixteen products and four reductions.
FieldExt2x2 field_ext2x2_mul(FieldExt2x2 a, FieldExt2x2 b) {
  return FieldExt2x2(
      field_ext2_mul_add(a.c0, b.c0, fs_ext2x2_scale(a.c1), b.c1),
      field_ext2_mul_add(a.c0, b.c1, a.c1, b.c0));
}

// a^2: twelve products and four reductions.
FieldExt2x2 field_ext2x2_sqr(FieldExt2x2 a) {
  return FieldExt2x2(
      field_ext2_mul_add(a.c0, a.c0, fs_ext2x2_scale(a.c1), a.c1),
      field_ext2_mul(field_ext2_double(a.c0), a.c1));
}

// a times an element of the base of the base.
FieldExt2x2 field_ext2x2_scale(FieldExt2x2 a, FieldFactor b) {
  return FieldExt2x2(field_ext2_scale(a.c0, b), field_ext2_scale(a.c1, b));
}

// a^-1, zero for zero, for an a of size 1: the conjugate divided by the norm.
FieldExt2x2 field_ext2x2_inverse(FieldExt2x2 a) {
  FieldExt2 norm = field_ext2_mul_sub(a.c0, a.c0, fs_ext2x2_scale(a.c1), a.c1);
  FieldExt2 inverse = field_ext2_inverse(norm);
  return FieldExt2x2(
      field_ext2_mul(a.c0, inverse), field_ext2_mul(field_ext2_neg(a.c1), inverse));
}

// Whether a is zero.
bool field_ext2x2_is_zero(FieldExt2x2 a) {
  return field_ext2_is_zero(a.c0) && field_ext2_is_zero(a.c1);
}

// Whether a and b are equal.
bool field_ext2x2_equal(FieldExt2x2 a, FieldExt2x2 b) {
  return field_ext2_equal(a.c0, b.c0) && field_ext2_equal(a.c1, b.c1);
}

// a where the condition holds, b where it does not; without a branch.
FieldExt2x2 field_ext2x2_select(bool condition, FieldExt2x2 a, FieldExt2x2 b) {
  return FieldExt2x2(
      field_ext2_select(condition, a.c0, b.c0), field_ext2_select(condition, a.c1, b.c1));
}

#endif
