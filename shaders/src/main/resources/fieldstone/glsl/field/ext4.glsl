// SPDX-License-Identifier: Apache-2.0
//
// Elements of a quartic extension, c0 + c1 x + c2 x^2 + c3 x^3 with x^4 = n, of factors: see
// field/factor.glsl. n is a small integer, which a module defines as FIELD_EXT4_NON_RESIDUE before
// it includes this, 11 for BabyBear, 3 for KoalaBear; it may be a specialization constant.
//
//   sizes: of coefficients s and t
//   of, zero, one        1
//   add, sub             s + t
//   double, neg, select  as of factors
//   mul, sqr             1 + (1 + 3 |n|) s t / 32, where |n| s and 2 s may not exceed 32

#ifndef FIELDSTONE_FIELD_EXT4_GLSL
#define FIELDSTONE_FIELD_EXT4_GLSL

#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/inverse.glsl"
#include "fieldstone/glsl/field/small_multiple.glsl"

struct FieldExt4 {
  FieldFactor c[4];
};

// n a
FieldFactor fs_ext4_scale(FieldFactor a) {
  return fs_small_multiple(a, int(FIELD_EXT4_NON_RESIDUE));
}

// The element of coefficients in the form of the dispatch, below p.
FieldExt4 field_ext4_of(FieldElement c[4]) {
  FieldExt4 a;
  [[unroll]] for (int i = 0; i < 4; i++) {
    a.c[i] = field_factor_of(c[i]);
  }
  return a;
}

// The coefficients in the form of the dispatch, below p.
void field_ext4_elements(FieldExt4 a, out FieldElement c[4]) {
  [[unroll]] for (int i = 0; i < 4; i++) {
    c[i] = field_factor_element(a.c[i]);
  }
}

// Zero.
FieldExt4 field_ext4_zero() {
  FieldExt4 zero;
  [[unroll]] for (int i = 0; i < 4; i++) {
    zero.c[i] = field_factor_zero();
  }
  return zero;
}

// One.
FieldExt4 field_ext4_one() {
  FieldExt4 one = field_ext4_zero();
  one.c[0] = field_factor_one();
  return one;
}

// a + b.
FieldExt4 field_ext4_add(FieldExt4 a, FieldExt4 b) {
  [[unroll]] for (int i = 0; i < 4; i++) {
    a.c[i] = field_factor_add(a.c[i], b.c[i]);
  }
  return a;
}

// a - b.
FieldExt4 field_ext4_sub(FieldExt4 a, FieldExt4 b) {
  [[unroll]] for (int i = 0; i < 4; i++) {
    a.c[i] = field_factor_sub(a.c[i], b.c[i]);
  }
  return a;
}

// 2a.
FieldExt4 field_ext4_double(FieldExt4 a) {
  return field_ext4_add(a, a);
}

// -a.
FieldExt4 field_ext4_neg(FieldExt4 a) {
  [[unroll]] for (int i = 0; i < 4; i++) {
    a.c[i] = field_factor_neg(a.c[i]);
  }
  return a;
}

// a b: sixteen products and four reductions.
FieldExt4 field_ext4_mul(FieldExt4 a, FieldExt4 b) {
  FieldFactor n1 = fs_ext4_scale(a.c[1]);
  FieldFactor n2 = fs_ext4_scale(a.c[2]);
  FieldFactor n3 = fs_ext4_scale(a.c[3]);
  FieldExt4 product;
  product.c[0] = field_factor_dot(
      FieldFactor[4](a.c[0], n1, n2, n3), FieldFactor[4](b.c[0], b.c[3], b.c[2], b.c[1]));
  product.c[1] = field_factor_dot(
      FieldFactor[4](a.c[0], a.c[1], n2, n3), FieldFactor[4](b.c[1], b.c[0], b.c[3], b.c[2]));
  product.c[2] = field_factor_dot(
      FieldFactor[4](a.c[0], a.c[1], a.c[2], n3),
      FieldFactor[4](b.c[2], b.c[1], b.c[0], b.c[3]));
  product.c[3] = field_factor_dot(
      FieldFactor[4](a.c[0], a.c[1], a.c[2], a.c[3]),
      FieldFactor[4](b.c[3], b.c[2], b.c[1], b.c[0]));
  return product;
}

// a^2: ten products and four reductions.
FieldExt4 field_ext4_sqr(FieldExt4 a) {
  FieldFactor twice0 = field_factor_double(a.c[0]);
  FieldFactor twice1 = field_factor_double(a.c[1]);
  FieldFactor n2 = fs_ext4_scale(a.c[2]);
  FieldFactor n3 = fs_ext4_scale(a.c[3]);
  FieldExt4 square;
  square.c[0] = field_factor_dot(
      FieldFactor[3](a.c[0], twice1, a.c[2]), FieldFactor[3](a.c[0], n3, n2));
  square.c[1] = field_factor_mul_add(twice0, a.c[1], field_factor_double(a.c[2]), n3);
  square.c[2] = field_factor_dot(
      FieldFactor[3](twice0, a.c[1], a.c[3]), FieldFactor[3](a.c[2], a.c[1], n3));
  square.c[3] = field_factor_mul_add(twice0, a.c[3], twice1, a.c[2]);
  return square;
}

// a times an element of the base.
FieldExt4 field_ext4_scale(FieldExt4 a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < 4; i++) {
    a.c[i] = field_factor_mul(a.c[i], b);
  }
  return a;
}

// a^-1, zero for zero, for a of size 1.
//
// With y = x^2, a is A + B x for A = c0 + c2 y and B = c1 + c3 y, and its inverse (A - B x) / D for
// D = A^2 - y B^2, which is d0 + d1 y; that of D is (d0 - d1 y) / (d0^2 - n d1^2).
FieldExt4 field_ext4_inverse(FieldExt4 a) {
  FieldFactor d0 = field_factor_dot(
      FieldFactor[3](a.c[0], fs_ext4_scale(a.c[2]), fs_ext4_scale(field_factor_double(a.c[1]))),
      FieldFactor[3](a.c[0], a.c[2], field_factor_neg(a.c[3])));
  FieldFactor d1 = field_factor_dot(
      FieldFactor[3](field_factor_double(a.c[0]), a.c[1], fs_ext4_scale(a.c[3])),
      FieldFactor[3](a.c[2], field_factor_neg(a.c[1]), field_factor_neg(a.c[3])));
  FieldFactor norm = field_factor_mul_sub(d0, d0, fs_ext4_scale(d1), d1);
  FieldFactor inverse = field_factor_of(field_inverse(field_factor_element(norm)));
  FieldFactor e0 = field_factor_mul(d0, inverse);
  FieldFactor e1 = field_factor_mul(field_factor_neg(d1), inverse);
  FieldFactor n_e1 = fs_ext4_scale(e1);
  FieldExt4 result;
  result.c[0] = field_factor_mul_add(a.c[0], e0, a.c[2], n_e1);
  result.c[2] = field_factor_mul_add(a.c[2], e0, a.c[0], e1);
  result.c[1] = field_factor_neg(field_factor_mul_add(a.c[1], e0, a.c[3], n_e1));
  result.c[3] = field_factor_neg(field_factor_mul_add(a.c[3], e0, a.c[1], e1));
  return result;
}

// Whether a is zero.
bool field_ext4_is_zero(FieldExt4 a) {
  bool zero = true;
  [[unroll]] for (int i = 0; i < 4; i++) {
    zero = zero && field_factor_is_zero(a.c[i]);
  }
  return zero;
}

// Whether a and b are equal.
bool field_ext4_equal(FieldExt4 a, FieldExt4 b) {
  return field_ext4_is_zero(field_ext4_sub(a, b));
}

// a where the condition holds, b where it does not; without a branch.
FieldExt4 field_ext4_select(bool condition, FieldExt4 a, FieldExt4 b) {
  [[unroll]] for (int i = 0; i < 4; i++) {
    a.c[i] = field_factor_select(condition, a.c[i], b.c[i]);
  }
  return a;
}

#endif
