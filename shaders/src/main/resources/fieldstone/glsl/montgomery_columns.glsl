// SPDX-License-Identifier: Apache-2.0
//
// Montgomery multiplication with columns of 64-bit sums, for devices that have 64-bit integers: first
// the product, then its reduction, the "separated" way of Koc, Acar, Kaliski, "Analyzing and
// Comparing Montgomery Multiplication Algorithms", IEEE Micro 16(3), 1996.

#ifndef FIELDSTONE_MONTGOMERY_COLUMNS_GLSL
#define FIELDSTONE_MONTGOMERY_COLUMNS_GLSL

#include "columns.glsl"
#include "double.glsl"
#include "n0_inv.glsl"
#include "r.glsl"

#define FIELDSTONE_HAS_FACTOR

// An element as this strategy multiplies it: the Montgomery form of the radix of columns.glsl, below
// 2p. Four times p fits that radix, so products of such are below 2p again.
#define Factor ColumnLimbs

// The radix is 2^COLUMN_SHIFT times R. A product over the radix is one over R if one operand is
// taken times that, which its limbs have room for.
const int COLUMN_SHIFT = COLUMN_LIMBS * COLUMN_BITS - 32 * FIELDSTONE_WORDS;

// The columns divided by the radix, mod p. REDC, HAC 14.32, limb by limb, with p in signed limbs. Below
// 2p for one product; what exceeds the radix stays in the top limb.
ColumnLimbs columns_reduce() {
  Element modulus = field_modulus();
  SignedColumnLimbs p = signed_column_limbs(modulus);
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    uint factor = uint(column_sum[i]) * FIELDSTONE_N0_INV & COLUMN_MASK;
    [[unroll]] for (int j = 0; j < COLUMN_LIMBS; j++) {
      columns_add_signed(i + j, factor, p.limb[j]);
    }
    column_sum[i + 1] += columns_carry(i);
  }
  ColumnLimbs limbs;
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    limbs.limb[i] = uint(column_sum[COLUMN_LIMBS + i]);
    if (i < COLUMN_LIMBS - 1) {
      limbs.limb[i] &= COLUMN_MASK;
      column_sum[COLUMN_LIMBS + i + 1] += columns_carry(COLUMN_LIMBS + i);
    }
  }
  return limbs;
}

// a mod p, for a below 2p.
ColumnLimbs column_limbs_reduce_once(ColumnLimbs a) {
  Element modulus = field_modulus();
  ColumnLimbs p = column_limbs(modulus, 0);
  ColumnLimbs reduced;
  int borrow = 0;
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    int difference = int(a.limb[i]) - int(p.limb[i]) + borrow;
    borrow = difference >> COLUMN_BITS;
    reduced.limb[i] = uint(difference) & COLUMN_MASK;
  }
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    reduced.limb[i] = borrow < 0 ? a.limb[i] : reduced.limb[i];
  }
  return reduced;
}

// The element, for limbs below 2p.
Element element_of_column_limbs(ColumnLimbs limbs) {
  limbs = column_limbs_reduce_once(limbs);
  // Two words more than an element has, which stay zero.
  uint words[FIELDSTONE_WORDS + 2];
  [[unroll]] for (int w = 0; w < FIELDSTONE_WORDS + 2; w++) {
    words[w] = 0u;
  }
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    const int word = i * COLUMN_BITS >> 5;
    const int shift = i * COLUMN_BITS & 31;
    words[word] |= limbs.limb[i] << shift;
    words[word + 1] |= shift + COLUMN_BITS > 32 ? limbs.limb[i] >> (32 - shift) : 0u;
  }
  Element element;
  [[unroll]] for (int w = 0; w < FIELDSTONE_WORDS; w++) {
    element.limb[w] = words[w];
  }
  return element;
}

Factor factor_mul(Factor a, Factor b) {
  columns_mul(a, b);
  return columns_reduce();
}

Factor factor_sqr(Factor a) {
  columns_sqr(a, 0);
  return columns_reduce();
}

Factor factor_of(Element a) {
  for (int i = 0; i < COLUMN_SHIFT; i++) {
    a = field_double(a);
  }
  return column_limbs(a, 0);
}

Element factor_element(Factor a) {
  return element_of_column_limbs(factor_mul(column_limbs(field_r(), 0), a));
}

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a and b below p.
Element montgomery_mul(Element a, Element b) {
  return element_of_column_limbs(factor_mul(column_limbs(a, COLUMN_SHIFT), column_limbs(b, 0)));
}

// a^2 / R mod p, for a below p.
Element montgomery_sqr(Element a) {
  columns_sqr(column_limbs(a, COLUMN_SHIFT / 2), COLUMN_SHIFT % 2);
  return element_of_column_limbs(columns_reduce());
}

#endif
