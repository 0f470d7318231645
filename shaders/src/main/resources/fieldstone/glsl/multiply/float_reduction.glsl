// SPDX-License-Identifier: Apache-2.0
//
// The steps of a Montgomery reduction on columns of float limbs.

#ifndef FIELDSTONE_MULTIPLY_FLOAT_REDUCTION_GLSL
#define FIELDSTONE_MULTIPLY_FLOAT_REDUCTION_GLSL

#include "fieldstone/glsl/multiply/float_columns.glsl"
#include "fieldstone/glsl/modulus/n0_inv.glsl"

FsFloatLimbs FS_FLOAT_P = fs_float_limbs(field_modulus(), 0);

// What is added to a column before it is shifted, so that it is not negative, and what a carry is
// the larger for that.
uint64_t fs_float_carry_bias() {
  return uint64_t(1u) << 60;
}

uint64_t fs_float_carried_bias() {
  return fs_float_carry_bias() >> FS_FLOAT_BITS;
}

// The multiple of p that makes column i a multiple of 2^FS_FLOAT_BITS: the float to be multiplied
// with each limb of p. Its product with limb 0 is carried over to column i + 1 here, but for the
// upper half: the lower half and the column add up to zero or 2^FS_FLOAT_BITS, so the carry is the
// column rounded up.
double fs_float_reduction_factor(int i) {
  uint64_t n0_inv = packUint2x32(uvec2(FIELDSTONE_N0_INV, FIELDSTONE_N0_INV_HIGH));
  uint64_t rounded =
      fs_float_sum[i] - (fs_float_patterns[i] - fs_float_mask() - fs_float_carry_bias());
  fs_float_sum[i + 1] += rounded >> FS_FLOAT_BITS;
  fs_float_patterns[i + 1] += fs_float_carried_bias();
  // rounded + 1 is the column mod 2^FS_FLOAT_BITS
  return fs_float_of_balanced(rounded * n0_inv + n0_inv);
}

// Makes column i, with the `terms` products in it and whose last ones may be open, a multiple of
// 2^FS_FLOAT_BITS, and returns what else is to be multiplied with the limbs of p but the lowest.
double fs_float_reduction_step(int i, int terms) {
  double high = fs_float_bias(FS_FLOAT_HIGH);
  if (terms % FS_FLOAT_SHARED != 0) {
    fs_float_columns_add_low(i, fs_float_open_low);
    high = fs_float_open_high;
  }
  double factor = fs_float_reduction_factor(i);
  precise double both_high = fma(factor, FS_FLOAT_P.limb[0], high);
  fs_float_columns_add_high(i + 1, both_high);
  return factor;
}

// Adds the multiple of p, of one bit more than FS_FLOAT_BITS, that makes column i a multiple of
// 2^FS_FLOAT_BITS and column i + 1 even. Both columns must have all their products.
void fs_float_columns_reduce_one_bit_more(int i) {
  uint64_t n0_inv = packUint2x32(uvec2(FIELDSTONE_N0_INV, FIELDSTONE_N0_INV_HIGH));
  uint64_t low = fs_float_column(i) + (fs_float_column(i + 1) << FS_FLOAT_BITS);
  const int unused = 63 - FS_FLOAT_BITS;
  double factor = fs_float_of_signed(int64_t(low * n0_inv << unused) >> unused);
  fs_float_sum[i + 1] +=
      uint64_t(int64_t(fs_float_column(i) + fs_float_mask()) >> FS_FLOAT_BITS);
  fs_float_columns_add_high(i + 1, fs_float_high(factor, FS_FLOAT_P.limb[0]));
  [[unroll]] for (int j = 1; j < FS_FLOAT_LIMBS; j++) {
    fs_float_columns_add(i + j, factor, FS_FLOAT_P.limb[j]);
  }
}

// The integer in the upper columns, with a carry through all of them.
FsIntegerLimbs fs_float_columns_carry() {
  FsIntegerLimbs integer;
  int64_t carry = int64_t(0);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    carry += int64_t(fs_float_column(FS_FLOAT_LIMBS + i));
    bool top = i == FS_FLOAT_LIMBS - 1;
    integer.limb[i] = top ? uint64_t(carry) : uint64_t(carry) & fs_float_mask();
    carry >>= FS_FLOAT_BITS;
  }
  fs_float_columns_clear();
  return integer;
}

// Limb i of p as an integer.
uint64_t fs_float_modulus_digit(int i) {
  FieldElement modulus = field_modulus();
  return packUint2x32(FS_FLOAT_LIMB_WORDS(modulus, i, 0));
}

// Whether the upper columns are above p / 2, by the two uppermost.
bool fs_float_columns_above_half() {
  const int top = 2 * FS_FLOAT_LIMBS - 1;
  int64_t high =
      int64_t(fs_float_column(top)) + (int64_t(fs_float_column(top - 1)) >> FS_FLOAT_BITS);
  return high > int64_t(fs_float_modulus_digit(FS_FLOAT_LIMBS - 1) >> 1);
}

// The same of the columns of `terms` products, as floats: carries are rounded, to leave digits of
// either sign. Where p is tight, and the columns are of one product, less p if they are above half
// of it.
FsFloatLimbs fs_float_columns_limbs(const int terms) {
  FsFloatLimbs limbs;
  uint64_t sign = uint64_t(1u) << (FS_FLOAT_BITS - 1);
  uint64_t carry = uint64_t(0u);
  uint64_t carried = uint64_t(0u);
  bool less = FS_FACTOR_TIGHT && terms == 1 && fs_float_columns_above_half();
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    uint64_t patterns = fs_float_patterns[FS_FLOAT_LIMBS + i] + carried;
    bool top = i == FS_FLOAT_LIMBS - 1;
    patterns -= top ? uint64_t(0u) : sign + fs_float_carry_bias();
    if (FS_FACTOR_TIGHT && terms == 1) {
      patterns = less ? patterns + fs_float_modulus_digit(i) : patterns;
    }
    uint64_t column = carry + (fs_float_sum[FS_FLOAT_LIMBS + i] - patterns);
    if (top) {
      // That of a sum of products may exceed what one conversion takes.
      precise double value =
          fma(
              fs_float_of_signed(int64_t(column) >> 16),
              fs_power_of_two(16),
              fs_float_of_signed(int64_t(column) & int64_t(0xffff)));
      limbs.limb[i] = terms > 1 ? value : fs_float_of_signed(int64_t(column));
    } else {
      limbs.limb[i] = fs_float_of_digit(column, 0u);
      carry = column >> FS_FLOAT_BITS;
      carried = fs_float_carried_bias();
    }
  }
  fs_float_columns_clear();
  return limbs;
}

#endif
