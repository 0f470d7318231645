// SPDX-License-Identifier: Apache-2.0
//
// The steps of a Montgomery reduction on columns of float limbs.

#ifndef FIELDSTONE_MULTIPLY_FLOAT_REDUCTION_GLSL
#define FIELDSTONE_MULTIPLY_FLOAT_REDUCTION_GLSL

#include "fieldstone/glsl/multiply/float_columns.glsl"
#include "fieldstone/glsl/modulus/n0_inv.glsl"

FsFloatLimbs fs_float_modulus() {
  FsFloatLimbs p;
  FieldElement modulus = field_modulus();
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    uvec2 words = FS_FLOAT_LIMB_WORDS(modulus, i, 0);
    p.limb[i] = fs_float_of_words(words.x, words.y);
  }
  return p;
}

FsFloatLimbs FS_FLOAT_P = fs_float_modulus();

// The multiple of p that makes column i a multiple of 2^FS_FLOAT_BITS: the float to be multiplied
// with each limb of p. Its product with limb 0 is carried over to column i + 1 here, but for the
// upper half: the lower half and the column add up to zero or 2^FS_FLOAT_BITS, so the carry is the
// column rounded up.
double fs_float_reduction_factor(int i) {
  uint64_t n0_inv = packUint2x32(uvec2(FIELDSTONE_N0_INV, FIELDSTONE_N0_INV_HIGH));
  uint64_t rounded = fs_float_sum[i] - (fs_float_exponents[i] - fs_float_mask());
  fs_float_sum[i + 1] += rounded >> FS_FLOAT_BITS;
  // rounded + 1 is the column mod 2^FS_FLOAT_BITS
  return fs_float_of_integer((rounded * n0_inv + n0_inv) & fs_float_mask());
}

// Adds the multiple of p, of one bit more than FS_FLOAT_BITS, that makes column i a multiple of
// 2^FS_FLOAT_BITS and column i + 1 even. Both columns must have all their products.
void fs_float_columns_reduce_one_bit_more(int i) {
  uint64_t n0_inv = packUint2x32(uvec2(FIELDSTONE_N0_INV, FIELDSTONE_N0_INV_HIGH));
  uint64_t low = fs_float_column(i) + (fs_float_column(i + 1) << FS_FLOAT_BITS);
  double factor = fs_float_of_integer(low * n0_inv & (2 * fs_float_mask() + 1));
  fs_float_sum[i + 1] += (fs_float_column(i) + fs_float_mask()) >> FS_FLOAT_BITS;
  fs_float_columns_add_high(i + 1, fs_float_high(factor, FS_FLOAT_P.limb[0]));
  [[unroll]] for (int j = 1; j < FS_FLOAT_LIMBS; j++) {
    fs_float_columns_add(i + j, factor, FS_FLOAT_P.limb[j]);
  }
}

// The integer in the columns from `first` on, with a carry through all of them.
FsIntegerLimbs fs_float_columns_carry(int first) {
  FsIntegerLimbs integer;
  uint64_t carry = uint64_t(0u);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    uint64_t column = fs_float_column(first + i) + carry;
    carry = column >> FS_FLOAT_BITS;
    integer.limb[i] = i == FS_FLOAT_LIMBS - 1 ? column : column & fs_float_mask();
  }
  return integer;
}

#endif
