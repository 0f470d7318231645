// SPDX-License-Identifier: Apache-2.0
//
// The steps of a Montgomery reduction on columns of float limbs.

#ifndef FIELDSTONE_FLOAT_REDUCTION_GLSL
#define FIELDSTONE_FLOAT_REDUCTION_GLSL

#include "float_columns.glsl"
#include "n0_inv.glsl"

FloatLimbs float_modulus() {
  FloatLimbs p;
  Element modulus = field_modulus();
  [[unroll]] for (int i = 0; i < FLOAT_LIMBS; i++) {
    uvec2 words = FLOAT_LIMB_WORDS(modulus, i, 0);
    p.limb[i] = float_of_words(words.x, words.y);
  }
  return p;
}

FloatLimbs FLOAT_P = float_modulus();

// The multiple of p that makes column i a multiple of 2^FLOAT_BITS: the float to be multiplied with
// each limb of p. Its product with limb 0 is carried over to column i + 1 here, but for the upper
// half: the lower half and the column add up to zero or 2^FLOAT_BITS, so the carry is the column
// rounded up.
double float_reduction_factor(int i) {
  uint64_t n0_inv = packUint2x32(uvec2(FIELDSTONE_N0_INV, FIELDSTONE_N0_INV_HIGH));
  uint64_t rounded = float_sum[i] - (float_exponents[i] - float_mask());
  float_sum[i + 1] += rounded >> FLOAT_BITS;
  // rounded + 1 is the column mod 2^FLOAT_BITS
  return float_of_integer((rounded * n0_inv + n0_inv) & float_mask());
}

// Adds the multiple of p, of one bit more than FLOAT_BITS, that makes column i a multiple of
// 2^FLOAT_BITS and column i + 1 even. Both columns must have all their products.
void float_columns_reduce_one_bit_more(int i) {
  uint64_t n0_inv = packUint2x32(uvec2(FIELDSTONE_N0_INV, FIELDSTONE_N0_INV_HIGH));
  uint64_t low = float_column(i) + (float_column(i + 1) << FLOAT_BITS);
  double factor = float_of_integer(low * n0_inv & (2 * float_mask() + 1));
  float_sum[i + 1] += (float_column(i) + float_mask()) >> FLOAT_BITS;
  float_columns_add_high(i + 1, float_high(factor, FLOAT_P.limb[0]));
  [[unroll]] for (int j = 1; j < FLOAT_LIMBS; j++) {
    float_columns_add(i + j, factor, FLOAT_P.limb[j]);
  }
}

// The integer in the columns from `first` on, with a carry through all of them.
IntegerLimbs float_columns_carry(int first) {
  IntegerLimbs integer;
  uint64_t carry = uint64_t(0u);
  [[unroll]] for (int i = 0; i < FLOAT_LIMBS; i++) {
    uint64_t column = float_column(first + i) + carry;
    carry = column >> FLOAT_BITS;
    integer.limb[i] = i == FLOAT_LIMBS - 1 ? column : column & float_mask();
  }
  return integer;
}

#endif
