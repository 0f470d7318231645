// SPDX-License-Identifier: Apache-2.0
//
// Elements of a quadratic extension, c0 + c1 u with u^2 = n, of factors: see field/factor.glsl. n
// is a small integer, -1 unless a module defines FIELD_EXT2_NON_RESIDUE before it includes this.
//
// Sizes are those of the coefficients, s and t of two operands:
//
//   of, zero, one        1
//   add, sub             s + t
//   double, neg, select  as of factors
//   mul, sqr             1 + s t / 16 for s from 1.2 on, where 2 s and |n| s, for |n| up to 5, may
//                        not exceed 32
//   mul_add, mul_sub     1 + (s t + u v) / 16, for a b + c d of sizes s, t, u and v likewise
//
// A product is four products of coefficients with two reductions: no more work for the multiplier
// than three whole products, and no sums that grow. For |n| above 1 it is one product more. A
// square is two whole products for n = -1, and else three products with two reductions.

#ifndef FIELDSTONE_FIELD_EXT2_GLSL
#define FIELDSTONE_FIELD_EXT2_GLSL

#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/inverse.glsl"
#include "fieldstone/glsl/field/scale.glsl"
#include "fieldstone/glsl/field/small_multiple.glsl"
#include "fieldstone/glsl/modulus/r.glsl"

#ifndef FIELD_EXT2_NON_RESIDUE
#define FIELD_EXT2_NON_RESIDUE (-1)
#endif

struct FieldExt2 {
  FieldFactor c0;
  FieldFactor c1;
};

// n a, of size 1 + |n| s / 32 for |n| from 2 to 5, 1 + s / 32 for a larger one, s for 1. Elements
// of one limb have no sizes, and the portable strategy and wide bound none.
FieldFactor fs_ext2_scale(FieldFactor a) {
#if FIELDSTONE_WORDS > 2 && !defined FS_FEWER_TURNS
  if (abs(FIELD_EXT2_NON_RESIDUE) > 5) {
    FieldElement k = field_scale(field_r(), uint(abs(FIELD_EXT2_NON_RESIDUE)));
    FieldFactor multiple = field_factor_mul(a, field_factor_of_montgomery(k));
    return FIELD_EXT2_NON_RESIDUE < 0 ? field_factor_neg(multiple) : multiple;
  }
#endif
  FieldFactor multiple = fs_small_multiple(a, FIELD_EXT2_NON_RESIDUE);
#if defined FIELDSTONE_STRATEGY_COLUMNS || defined FIELDSTONE_STRATEGY_FLOAT64
  if (FIELDSTONE_WORDS > 2 && abs(FIELD_EXT2_NON_RESIDUE) > 1) {
    multiple = field_factor_mul(multiple, field_factor_one());
  }
#endif
  return multiple;
}

// The element of coefficients in the form of the dispatch, below p.
FieldExt2 field_ext2_of(FieldElement c[2]) {
  return FieldExt2(field_factor_of(c[0]), field_factor_of(c[1]));
}

// The coefficients in the form of the dispatch, below p.
void field_ext2_elements(FieldExt2 a, out FieldElement c[2]) {
  c[0] = field_factor_element(a.c0);
  c[1] = field_factor_element(a.c1);
}

// Zero.
FieldExt2 field_ext2_zero() {
  return FieldExt2(field_factor_zero(), field_factor_zero());
}

// One.
FieldExt2 field_ext2_one() {
  return FieldExt2(field_factor_one(), field_factor_zero());
}

// a + b.
FieldExt2 field_ext2_add(FieldExt2 a, FieldExt2 b) {
  return FieldExt2(field_factor_add(a.c0, b.c0), field_factor_add(a.c1, b.c1));
}

// a - b.
FieldExt2 field_ext2_sub(FieldExt2 a, FieldExt2 b) {
  return FieldExt2(field_factor_sub(a.c0, b.c0), field_factor_sub(a.c1, b.c1));
}

// 2a.
FieldExt2 field_ext2_double(FieldExt2 a) {
  return FieldExt2(field_factor_double(a.c0), field_factor_double(a.c1));
}

// -a.
FieldExt2 field_ext2_neg(FieldExt2 a) {
  return FieldExt2(field_factor_neg(a.c0), field_factor_neg(a.c1));
}

// a b.
FieldExt2 field_ext2_mul(FieldExt2 a, FieldExt2 b) {
  return FieldExt2(
      field_factor_mul_add(a.c0, b.c0, fs_ext2_scale(a.c1), b.c1),
      field_factor_mul_add(a.c0, b.c1, a.c1, b.c0));
}

// a^2. For n = -1 the difference of two squares is a product, of no larger size than each of them.
FieldExt2 field_ext2_sqr(FieldExt2 a) {
  FieldExt2 square;
  square.c1 = field_factor_mul(field_factor_double(a.c0), a.c1);
  if (FIELD_EXT2_NON_RESIDUE == -1) {
    square.c0 =
        field_factor_mul(field_factor_add(a.c0, a.c1), field_factor_sub(a.c0, a.c1));
  } else {
    square.c0 = field_factor_mul_add(a.c0, a.c0, fs_ext2_scale(a.c1), a.c1);
  }
  return square;
}

// a times an element of the base.
FieldExt2 field_ext2_scale(FieldExt2 a, FieldFactor b) {
  return FieldExt2(field_factor_mul(a.c0, b), field_factor_mul(a.c1, b));
}

// a b + c d, with as many reductions as one product.
FieldExt2 field_ext2_mul_add(FieldExt2 a, FieldExt2 b, FieldExt2 c, FieldExt2 d) {
  return FieldExt2(
      field_factor_dot(
          FieldFactor[4](a.c0, fs_ext2_scale(a.c1), c.c0, fs_ext2_scale(c.c1)),
          FieldFactor[4](b.c0, b.c1, d.c0, d.c1)),
      field_factor_dot(
          FieldFactor[4](a.c0, a.c1, c.c0, c.c1), FieldFactor[4](b.c1, b.c0, d.c1, d.c0)));
}

// a b - c d, with as many reductions as one product.
FieldExt2 field_ext2_mul_sub(FieldExt2 a, FieldExt2 b, FieldExt2 c, FieldExt2 d) {
  return field_ext2_mul_add(a, b, field_ext2_neg(c), d);
}

// a^-1, zero for zero: the conjugate divided by the norm.
FieldExt2 field_ext2_inverse(FieldExt2 a) {
  FieldFactor norm = field_factor_mul_sub(a.c0, a.c0, fs_ext2_scale(a.c1), a.c1);
  FieldFactor inverse = field_factor_of(field_inverse(field_factor_element(norm)));
  FieldExt2 result = FieldExt2(a.c0, field_factor_neg(a.c1));
  [[dont_unroll]] for (int i = 0; i < 2; i++) {
    FieldFactor product =
        field_factor_mul(field_factor_select(i == 0, result.c0, result.c1), inverse);
    if (i == 0) {
      result.c0 = product;
    } else {
      result.c1 = product;
    }
  }
  return result;
}

// Whether a is zero.
bool field_ext2_is_zero(FieldExt2 a) {
  return field_factor_is_zero(a.c0) && field_factor_is_zero(a.c1);
}

// Whether a and b are equal.
bool field_ext2_equal(FieldExt2 a, FieldExt2 b) {
  return field_factor_equal(a.c0, b.c0) && field_factor_equal(a.c1, b.c1);
}

// a where the condition holds, b where it does not; without a branch.
FieldExt2 field_ext2_select(bool condition, FieldExt2 a, FieldExt2 b) {
  return FieldExt2(
      field_factor_select(condition, a.c0, b.c0), field_factor_select(condition, a.c1, b.c1));
}

#endif
