// SPDX-License-Identifier: Apache-2.0
//
// Montgomery multiplication with columns of 64-bit sums, for devices that have 64-bit integers:
// first the product, then its reduction, the "separated" way of Koc, Acar, Kaliski, "Analyzing and
// Comparing Montgomery Multiplication Algorithms", IEEE Micro 16(3), 1996.

#ifndef FIELDSTONE_MULTIPLY_COLUMNS_GLSL
#define FIELDSTONE_MULTIPLY_COLUMNS_GLSL

#include "fieldstone/glsl/multiply/column_limbs.glsl"
#include "fieldstone/glsl/field/double.glsl"
#include "fieldstone/glsl/modulus/n0_inv.glsl"
#include "fieldstone/glsl/modulus/r.glsl"

// The radix is 2^FS_COLUMN_SHIFT times R. A product over the radix is one over R if one operand is
// taken times that, which its limbs have room for.
const int FS_COLUMN_SHIFT = FS_COLUMN_LIMBS * FS_COLUMN_BITS - 32 * FIELDSTONE_WORDS;

// The columns divided by the radix, mod p. REDC, HAC 14.32, limb by limb, with p in signed limbs.
// Below 2p for one product; what exceeds the radix stays in the top limb.
FsColumnLimbs fs_columns_reduce() {
  FieldElement modulus = field_modulus();
  FsSignedColumnLimbs p = fs_signed_column_limbs(modulus);
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    uint factor = uint(fs_column_sum[i]) * FIELDSTONE_N0_INV & FS_COLUMN_MASK;
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      fs_columns_add_signed(i + j, factor, p.limb[j]);
    }
    fs_column_sum[i + 1] += fs_columns_carry(i);
  }
  FsColumnLimbs limbs;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    limbs.limb[i] = uint(fs_column_sum[FS_COLUMN_LIMBS + i]);
    if (i < FS_COLUMN_LIMBS - 1) {
      limbs.limb[i] &= FS_COLUMN_MASK;
      fs_column_sum[FS_COLUMN_LIMBS + i + 1] += fs_columns_carry(FS_COLUMN_LIMBS + i);
    }
  }
  fs_columns_clear();
  return limbs;
}

// a mod p, for a below 2p.
FsColumnLimbs fs_column_limbs_reduce_once(FsColumnLimbs a) {
  FieldElement modulus = field_modulus();
  FsColumnLimbs p = fs_column_limbs(modulus, 0);
  FsColumnLimbs reduced;
  int borrow = 0;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    int difference = int(a.limb[i]) - int(p.limb[i]) + borrow;
    borrow = difference >> FS_COLUMN_BITS;
    reduced.limb[i] = uint(difference) & FS_COLUMN_MASK;
  }
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    reduced.limb[i] = borrow < 0 ? a.limb[i] : reduced.limb[i];
  }
  return reduced;
}

// The words of limbs below R.
FieldElement fs_words_of_column_limbs(FsColumnLimbs limbs) {
  // Two words more than an element has, which stay zero.
  uint words[FIELDSTONE_WORDS + 2];
  [[unroll]] for (int w = 0; w < FIELDSTONE_WORDS + 2; w++) {
    words[w] = 0u;
  }
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    const int word = i * FS_COLUMN_BITS >> 5;
    const int shift = i * FS_COLUMN_BITS & 31;
    words[word] |= limbs.limb[i] << shift;
    words[word + 1] |= shift + FS_COLUMN_BITS > 32 ? limbs.limb[i] >> (32 - shift) : 0u;
  }
  FieldElement element;
  [[unroll]] for (int w = 0; w < FIELDSTONE_WORDS; w++) {
    element.limb[w] = words[w];
  }
  return element;
}

// The element, for limbs below 2p.
FieldElement fs_element_of_column_limbs(FsColumnLimbs limbs) {
  return fs_words_of_column_limbs(fs_column_limbs_reduce_once(limbs));
}

// The product of a and b over the radix, below 2p.
FsColumnLimbs fs_columns_montgomery_mul(FsColumnLimbs a, FsColumnLimbs b) {
  fs_columns_mul(a, b);
  return fs_columns_reduce();
}

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a and b below p.
FieldElement field_montgomery_mul(FieldElement a, FieldElement b) {
  return fs_element_of_column_limbs(
      fs_columns_montgomery_mul(fs_column_limbs(a, FS_COLUMN_SHIFT), fs_column_limbs(b, 0)));
}

// a^2 / R mod p, for a below p.
FieldElement field_montgomery_sqr(FieldElement a) {
  fs_columns_sqr(fs_column_limbs(a, FS_COLUMN_SHIFT / 2), FS_COLUMN_SHIFT % 2);
  return fs_element_of_column_limbs(fs_columns_reduce());
}

#endif
