// SPDX-License-Identifier: Apache-2.0
//
// Elements of a cubic extension, c0 + c1 x + c2 x^2 with x^3 = n, of factors: see
// field/factor.glsl. n is a small integer, which a module defines as FIELD_EXT3_NON_RESIDUE before
// it includes this; it may be a specialization constant.
//
//   sizes: of coefficients s and t
//   of, zero, one        1
//   add, sub             s + t
//   double, neg, select  as of factors
//   mul, sqr             1 + (1 + 2 |n|) s t / 32, where |n| s and 2 s may not exceed 32

#ifndef FIELDSTONE_FIELD_EXT3_GLSL
#define FIELDSTONE_FIELD_EXT3_GLSL

#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/inverse.glsl"
#include "fieldstone/glsl/field/small_multiple.glsl"

struct FieldExt3 {
  FieldFactor c[3];
};

// n a
FieldFactor fs_ext3_scale(FieldFactor a) {
  return fs_small_multiple(a, int(FIELD_EXT3_NON_RESIDUE));
}

// The element of coefficients in the form of the dispatch, below p.
FieldExt3 field_ext3_of(FieldElement c[3]) {
  FieldExt3 a;
  [[unroll]] for (int i = 0; i < 3; i++) {
    a.c[i] = field_factor_of(c[i]);
  }
  return a;
}

// The coefficients in the form of the dispatch, below p.
void field_ext3_elements(FieldExt3 a, out FieldElement c[3]) {
  [[unroll]] for (int i = 0; i < 3; i++) {
    c[i] = field_factor_element(a.c[i]);
  }
}

// Zero.
FieldExt3 field_ext3_zero() {
  FieldExt3 zero;
  [[unroll]] for (int i = 0; i < 3; i++) {
    zero.c[i] = field_factor_zero();
  }
  return zero;
}

// One.
FieldExt3 field_ext3_one() {
  FieldExt3 one = field_ext3_zero();
  one.c[0] = field_factor_one();
  return one;
}

// a + b.
FieldExt3 field_ext3_add(FieldExt3 a, FieldExt3 b) {
  [[unroll]] for (int i = 0; i < 3; i++) {
    a.c[i] = field_factor_add(a.c[i], b.c[i]);
  }
  return a;
}

// a - b.
FieldExt3 field_ext3_sub(FieldExt3 a, FieldExt3 b) {
  [[unroll]] for (int i = 0; i < 3; i++) {
    a.c[i] = field_factor_sub(a.c[i], b.c[i]);
  }
  return a;
}

// 2a.
FieldExt3 field_ext3_double(FieldExt3 a) {
  return field_ext3_add(a, a);
}

// -a.
FieldExt3 field_ext3_neg(FieldExt3 a) {
  [[unroll]] for (int i = 0; i < 3; i++) {
    a.c[i] = field_factor_neg(a.c[i]);
  }
  return a;
}

// a b: nine products and three reductions.
FieldExt3 field_ext3_mul(FieldExt3 a, FieldExt3 b) {
  FieldFactor n1 = fs_ext3_scale(a.c[1]);
  FieldFactor n2 = fs_ext3_scale(a.c[2]);
  FieldExt3 product;
  product.c[0] = field_factor_dot(
      FieldFactor[3](a.c[0], n1, n2), FieldFactor[3](b.c[0], b.c[2], b.c[1]));
  product.c[1] = field_factor_dot(
      FieldFactor[3](a.c[0], a.c[1], n2), FieldFactor[3](b.c[1], b.c[0], b.c[2]));
  product.c[2] = field_factor_dot(
      FieldFactor[3](a.c[0], a.c[1], a.c[2]), FieldFactor[3](b.c[2], b.c[1], b.c[0]));
  return product;
}

// a^2: six products and three reductions.
FieldExt3 field_ext3_sqr(FieldExt3 a) {
  FieldFactor twice0 = field_factor_double(a.c[0]);
  FieldFactor n2 = fs_ext3_scale(a.c[2]);
  FieldExt3 square;
  square.c[0] = field_factor_mul_add(a.c[0], a.c[0], field_factor_double(a.c[1]), n2);
  square.c[1] = field_factor_mul_add(twice0, a.c[1], a.c[2], n2);
  square.c[2] = field_factor_mul_add(twice0, a.c[2], a.c[1], a.c[1]);
  return square;
}

// a^-1, zero for zero, for an a of size 1 and |n| up to 11: the adjugate of the matrix of a over
// its determinant.
FieldExt3 field_ext3_inverse(FieldExt3 a) {
  FieldFactor n1 = fs_ext3_scale(a.c[1]);
  FieldFactor n2 = fs_ext3_scale(a.c[2]);
  FieldFactor t0 = field_factor_mul_sub(a.c[0], a.c[0], n1, a.c[2]);
  FieldFactor t1 = field_factor_mul_sub(n2, a.c[2], a.c[0], a.c[1]);
  FieldFactor t2 = field_factor_mul_sub(a.c[1], a.c[1], a.c[0], a.c[2]);
  FieldFactor norm =
      field_factor_dot(FieldFactor[3](a.c[0], n2, n1), FieldFactor[3](t0, t1, t2));
  FieldFactor inverse = field_factor_of(field_inverse(field_factor_element(norm)));
  FieldExt3 result;
  result.c[0] = field_factor_mul(t0, inverse);
  result.c[1] = field_factor_mul(t1, inverse);
  result.c[2] = field_factor_mul(t2, inverse);
  return result;
}

// a times an element of the base.
FieldExt3 field_ext3_scale(FieldExt3 a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < 3; i++) {
    a.c[i] = field_factor_mul(a.c[i], b);
  }
  return a;
}

// Whether a is zero.
bool field_ext3_is_zero(FieldExt3 a) {
  bool zero = true;
  [[unroll]] for (int i = 0; i < 3; i++) {
    zero = zero && field_factor_is_zero(a.c[i]);
  }
  return zero;
}

// Whether a and b are equal.
bool field_ext3_equal(FieldExt3 a, FieldExt3 b) {
  return field_ext3_is_zero(field_ext3_sub(a, b));
}

// a where the condition holds, b where it does not; without a branch.
FieldExt3 field_ext3_select(bool condition, FieldExt3 a, FieldExt3 b) {
  [[unroll]] for (int i = 0; i < 3; i++) {
    a.c[i] = field_factor_select(condition, a.c[i], b.c[i]);
  }
  return a;
}

#endif
