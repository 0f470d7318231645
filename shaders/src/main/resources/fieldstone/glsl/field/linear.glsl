// SPDX-License-Identifier: Apache-2.0
//
// Elements in linear maps, such as transforms: sums of elements, each times a factor. Since a
// constant that all elements have in common goes through such a map, nothing has to be multiplied
// to make factors of them: their words are cut into the strategy's limbs, and put together again.
//
//   FieldFactor x = field_linear_of(a);                  the factor of c a, c the strategy's own
//   x = field_factor_add(x, field_linear_of(b));
//   x = field_factor_mul(x, y);                          y a factor by field_factor_of
//   FieldElement e = field_linear_element(x);            (a + b) y, in the form that a and b had
//
// A factor that was made by field_factor_of, and written by field_linear_element, is the same
// factor once it is read by field_linear_of of the same strategy: so tables of factors are kept.
// Nothing checks that it is: what is read by a kernel of another strategy is wrong. Kernels that
// share a table name one strategy, or are asked for Kernel.strategy(), which waits for the one
// that they settle on, before the first of them runs.
//
//   x = field_linear_halved(x, k);                       x / 2^k, where FIELD_LINEAR_HALVES is
//                                                        defined, for k up to FIELD_LINEAR_HALVES
//
//   of(a)                    size 1
//   halved(a, k)             size 1, and a 2^k-th of that of a
//   reduce                   size 2, of any size: nothing, or an eighth of a product; a whole one
//                            for floats of a modulus far below their radix
//   element, words           take any size

#ifndef FIELDSTONE_FIELD_LINEAR_GLSL
#define FIELDSTONE_FIELD_LINEAR_GLSL

#include "fieldstone/glsl/field/factor.glsl"

// The factor whose limbs are the words of a, below p.
FieldFactor field_linear_of(FieldElement a);

// The element below p whose words are the limbs of a.
FieldElement field_linear_element(FieldFactor a);

// An element for field_linear_of alone, since its words may be those of p and somewhat more: for
// what is written to be read again.
FieldElement field_linear_words(FieldFactor a);

// a, of size 2.
FieldFactor field_linear_reduce(FieldFactor a);

#if FIELDSTONE_WORDS > 2 && defined FIELDSTONE_STRATEGY_COLUMNS

FieldFactor field_linear_of(FieldElement a) {
  return fs_signed_limbs_of(a);
}

// Whether the top limb of p has 13 bits or more.
bool fs_linear_has_quotient() {
  const int least = FIELDSTONE_WORDS == 8 ? 20 : 24; // of the top word
  return field_modulus().limb[FIELDSTONE_WORDS - 1] >> least != 0u;
}

// a of size 32 at most, less the multiple of p that its two top limbs tell: below (1 + 2^-15) p.
// The quotient of theirs by those of p, a float below 2^6 that is off by some 2^-23 of it, is off
// by 2^-17 at most: the other limbs are a 2^-26 of p, whose top limb has 13 bits
// and more. Less 2^-16 it can be too small only. Of shorter p, a product with one leaves a from -p
// to 2p.
FsColumnLimbs fs_linear_residue(FieldFactor a) {
  if (!fs_linear_has_quotient()) {
    // limbs that were not carried would be more than a column has room for
    return fs_columns_raise(field_factor_mul(fs_factor_carry(a), field_factor_one()));
  }
  const int top = FS_COLUMN_LIMBS - 1;
  const float limb_weight = 1.0 / float(1 << FS_COLUMN_BITS);
  FsColumnLimbs unsigned_p = fs_column_limbs(field_modulus(), 0);
  float p_weight =
      1.0 / (float(unsigned_p.limb[top]) + float(unsigned_p.limb[top - 1]) * limb_weight);
  float quotient = (float(a.limb[top]) + float(a.limb[top - 1]) * limb_weight) * p_weight;
  int multiple = int(floor(quotient - 1.0 / 65536.0));
  FsSignedColumnLimbs p = fs_signed_column_limbs(field_modulus());
  FsColumnLimbs residue;
  int64_t carry = int64_t(0);
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    carry += int64_t(a.limb[i]) - int64_t(multiple) * int64_t(p.limb[i]);
    residue.limb[i] = uint(carry) & FS_COLUMN_MASK;
    carry >>= FS_COLUMN_BITS;
  }
  return residue;
}

FieldFactor field_linear_reduce(FieldFactor a) {
  FsColumnLimbs residue = fs_linear_residue(a);
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    a.limb[i] = int(residue.limb[i]);
  }
  return a;
}

FieldElement field_linear_element(FieldFactor a) {
  return fs_element_of_column_limbs(fs_linear_residue(a));
}

#define FIELD_LINEAR_HALVES FS_COLUMN_BITS

// (a 2^(FS_COLUMN_BITS - k) + m p) / 2^FS_COLUMN_BITS, for the m that makes it whole: a step of
// Montgomery's reduction, which divides by a power of two.
FieldFactor field_linear_halved(FieldFactor a, uint k) {
  FsSignedColumnLimbs p = fs_signed_column_limbs(field_modulus());
  int scale = 1 << (uint(FS_COLUMN_BITS) - k);
  int multiple = int(uint(a.limb[0]) * uint(scale) * FIELDSTONE_N0_INV & FS_COLUMN_MASK);
  FieldFactor halved;
  int64_t carry = int64_t(0);
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    carry += int64_t(a.limb[i]) * int64_t(scale) + int64_t(multiple) * int64_t(p.limb[i]);
    if (i > 0) {
      halved.limb[i - 1] = int(uint(carry) & FS_COLUMN_MASK);
    }
    carry >>= FS_COLUMN_BITS;
  }
  halved.limb[FS_COLUMN_LIMBS - 1] = int(carry);
  return halved;
}

// Whether words have room for (1 + 2^-15) p.
bool fs_linear_words_hold_residue() {
  return field_modulus().limb[FIELDSTONE_WORDS - 1] >> 17 != 0x7fffu;
}

FieldElement field_linear_words(FieldFactor a) {
  if (!fs_linear_has_quotient() || !fs_linear_words_hold_residue()) {
    return field_linear_element(a);
  }
  return fs_words_of_column_limbs(fs_linear_residue(a));
}

#elif FIELDSTONE_WORDS > 2 && defined FIELDSTONE_STRATEGY_FLOAT64

FieldFactor field_linear_of(FieldElement a) {
  return fs_factor_limbs(a);
}

// Where sums are not reduced, a product with one does it.
FieldFactor field_linear_reduce(FieldFactor a) {
  if (FS_FACTOR_LAZY) {
    return field_factor_mul(a, field_factor_one());
  }
  return a;
}

FieldElement field_linear_element(FieldFactor a) {
  if (FS_FACTOR_LAZY) {
    fs_float_montgomery_mul(field_factor_one(), a);
    return fs_element_of_columns();
  }
  return fs_factor_value(a);
}

#else

FieldFactor field_linear_of(FieldElement a) {
  return a;
}

FieldFactor field_linear_reduce(FieldFactor a) {
  return a;
}

FieldElement field_linear_element(FieldFactor a) {
  return a;
}

#endif

#if FIELDSTONE_WORDS <= 2 || !defined FIELDSTONE_STRATEGY_COLUMNS

FieldElement field_linear_words(FieldFactor a) {
  return field_linear_element(a);
}

#endif

#endif
