// SPDX-License-Identifier: Apache-2.0
//
// Elements of a quintic extension, c0 + c1 x + ... + c4 x^4 with x^5 = n, of factors: see
// field/factor.glsl. n is a small integer, which a module defines as FIELD_EXT5_NON_RESIDUE before
// it includes this; it may be a specialization constant. p is 1 modulo 5, or x^5 - n is reducible.
//
//   sizes: of coefficients s and t
//   of, zero, one        1
//   add, sub             s + t
//   double, neg, select  as of factors
//   mul, sqr             2 + (1 + 4 |n|) s t / 32, where |n| s and 2 s may not exceed 32

#ifndef FIELDSTONE_FIELD_EXT5_GLSL
#define FIELDSTONE_FIELD_EXT5_GLSL

#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/inverse.glsl"
#include "fieldstone/glsl/field/small_multiple.glsl"

struct FieldExt5 {
  FieldFactor c[5];
};

// n a
FieldFactor fs_ext5_scale(FieldFactor a) {
  return fs_small_multiple(a, int(FIELD_EXT5_NON_RESIDUE));
}

// The element of coefficients in the form of the dispatch, below p.
FieldExt5 field_ext5_of(FieldElement c[5]) {
  FieldExt5 a;
  [[unroll]] for (int i = 0; i < 5; i++) {
    a.c[i] = field_factor_of(c[i]);
  }
  return a;
}

// The coefficients in the form of the dispatch, below p.
void field_ext5_elements(FieldExt5 a, out FieldElement c[5]) {
  [[unroll]] for (int i = 0; i < 5; i++) {
    c[i] = field_factor_element(a.c[i]);
  }
}

// Zero.
FieldExt5 field_ext5_zero() {
  FieldExt5 zero;
  [[unroll]] for (int i = 0; i < 5; i++) {
    zero.c[i] = field_factor_zero();
  }
  return zero;
}

// One.
FieldExt5 field_ext5_one() {
  FieldExt5 one = field_ext5_zero();
  one.c[0] = field_factor_one();
  return one;
}

// a + b.
FieldExt5 field_ext5_add(FieldExt5 a, FieldExt5 b) {
  [[unroll]] for (int i = 0; i < 5; i++) {
    a.c[i] = field_factor_add(a.c[i], b.c[i]);
  }
  return a;
}

// a - b.
FieldExt5 field_ext5_sub(FieldExt5 a, FieldExt5 b) {
  [[unroll]] for (int i = 0; i < 5; i++) {
    a.c[i] = field_factor_sub(a.c[i], b.c[i]);
  }
  return a;
}

// 2a.
FieldExt5 field_ext5_double(FieldExt5 a) {
  return field_ext5_add(a, a);
}

// -a.
FieldExt5 field_ext5_neg(FieldExt5 a) {
  [[unroll]] for (int i = 0; i < 5; i++) {
    a.c[i] = field_factor_neg(a.c[i]);
  }
  return a;
}

// Coefficient k of a b, given n b.
FieldFactor fs_ext5_coefficient(FieldExt5 a, FieldExt5 b, FieldExt5 nb, const int k) {
  FieldFactor other[5];
  [[unroll]] for (int i = 0; i < 5; i++) {
    if (i <= k) {
      other[i] = b.c[k - i];
    } else {
      other[i] = nb.c[k + 5 - i];
    }
  }
  return field_factor_add(
      field_factor_dot(
          FieldFactor[4](a.c[0], a.c[1], a.c[2], a.c[3]),
          FieldFactor[4](other[0], other[1], other[2], other[3])),
      field_factor_mul(a.c[4], other[4]));
}

// a b: twenty-five products and ten reductions, since no more than four products are added up.
FieldExt5 field_ext5_mul(FieldExt5 a, FieldExt5 b) {
  FieldExt5 nb = b;
  [[unroll]] for (int i = 1; i < 5; i++) {
    nb.c[i] = fs_ext5_scale(b.c[i]);
  }
  FieldExt5 product;
  [[unroll]] for (int k = 0; k < 5; k++) {
    product.c[k] = fs_ext5_coefficient(a, b, nb, k);
  }
  return product;
}

// a^2: fifteen products and five reductions.
FieldExt5 field_ext5_sqr(FieldExt5 a) {
  FieldFactor twice0 = field_factor_double(a.c[0]);
  FieldFactor twice1 = field_factor_double(a.c[1]);
  FieldFactor twice2 = field_factor_double(a.c[2]);
  FieldFactor n3 = fs_ext5_scale(a.c[3]);
  FieldFactor n4 = fs_ext5_scale(a.c[4]);
  FieldExt5 square;
  square.c[0] = field_factor_dot(
      FieldFactor[3](a.c[0], twice1, twice2), FieldFactor[3](a.c[0], n4, n3));
  square.c[1] = field_factor_dot(
      FieldFactor[3](twice0, twice2, a.c[3]), FieldFactor[3](a.c[1], n4, n3));
  square.c[2] = field_factor_dot(
      FieldFactor[3](twice0, a.c[1], field_factor_double(a.c[3])),
      FieldFactor[3](a.c[2], a.c[1], n4));
  square.c[3] = field_factor_dot(
      FieldFactor[3](twice0, twice1, a.c[4]), FieldFactor[3](a.c[3], a.c[2], n4));
  square.c[4] = field_factor_dot(
      FieldFactor[3](twice0, twice1, a.c[2]), FieldFactor[3](a.c[4], a.c[3], a.c[2]));
  return square;
}

// a with coefficient i times the i-th power of the factor: a^p, if that is n^((p - 1) / 5).
FieldExt5 fs_ext5_frobenius(FieldExt5 a, FieldFactor root) {
  FieldFactor power = root;
  [[unroll]] for (int i = 1; i < 5; i++) {
    a.c[i] = field_factor_mul(a.c[i], power);
    power = field_factor_mul(power, root);
  }
  return a;
}

// n^((p - 1) / 5), a primitive fifth root of one: x^p over x.
FieldFactor fs_ext5_root() {
  FieldElement p = field_modulus();
  uint k[FIELDSTONE_WORDS];
  uint rest = 0u;
  // (p - 1) / 5 = (p - p mod 5) / 5, word by word: two bits and sixteen more at a time
  [[unroll]] for (int i = FIELDSTONE_WORDS - 1; i >= 0; i--) {
    uint upper = rest << 16 | p.limb[i] >> 16;
    uint lower = upper % 5u << 16 | p.limb[i] & 0xffffu;
    k[i] = upper / 5u << 16 | lower / 5u;
    rest = lower % 5u;
  }
  return field_factor_pow(fs_ext5_scale(field_factor_one()), k);
}

// a^-1, zero for zero, for an a of size 1 and |n| up to 5: the product of the four conjugates, over
// the norm. Itoh, Tsujii, "A Fast Algorithm for Computing Multiplicative Inverses in GF(2^m) Using
// Normal Bases", 1988. The root is found anew: a kernel of many inversions shares them.
FieldExt5 field_ext5_inverse(FieldExt5 a) {
  FieldFactor root = fs_ext5_root();
  FieldExt5 first = fs_ext5_frobenius(a, root);
  FieldExt5 two = field_ext5_mul(first, fs_ext5_frobenius(first, root));
  FieldFactor squared = field_factor_sqr(root);
  FieldExt5 four = field_ext5_mul(two, fs_ext5_frobenius(two, squared));
  FieldExt5 nb = four;
  [[unroll]] for (int i = 1; i < 5; i++) {
    nb.c[i] = fs_ext5_scale(four.c[i]);
  }
  FieldFactor norm = fs_ext5_coefficient(a, four, nb, 0);
  FieldFactor inverse = field_factor_of(field_inverse(field_factor_element(norm)));
  [[unroll]] for (int i = 0; i < 5; i++) {
    four.c[i] = field_factor_mul(four.c[i], inverse);
  }
  return four;
}

// a times an element of the base.
FieldExt5 field_ext5_scale(FieldExt5 a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < 5; i++) {
    a.c[i] = field_factor_mul(a.c[i], b);
  }
  return a;
}

// Whether a is zero.
bool field_ext5_is_zero(FieldExt5 a) {
  bool zero = true;
  [[unroll]] for (int i = 0; i < 5; i++) {
    zero = zero && field_factor_is_zero(a.c[i]);
  }
  return zero;
}

// Whether a and b are equal.
bool field_ext5_equal(FieldExt5 a, FieldExt5 b) {
  return field_ext5_is_zero(field_ext5_sub(a, b));
}

// a where the condition holds, b where it does not; without a branch.
FieldExt5 field_ext5_select(bool condition, FieldExt5 a, FieldExt5 b) {
  [[unroll]] for (int i = 0; i < 5; i++) {
    a.c[i] = field_factor_select(condition, a.c[i], b.c[i]);
  }
  return a;
}

#endif
