// SPDX-License-Identifier: Apache-2.0
//
// Products by constants in columns. A constant c comes as
//
//   low  = c B^s mod p           high = c B^L mod p        B = 2^FS_COLUMN_BITS, L limbs
//
// and of a = a_0 + a_1 B^(L - s), a_0 below B^(L - s),
//
//   a c = (a_0 low + a_1 high) / B^s modulo p
//
// so that s limbs are reduced, in place of L: the product is shorter by what a_1 is not multiplied
// with B^(L - s). Of 9 limbs s is 5, of 14 it is 7: 81 + 45 and 196 + 98 products of limbs, where
// those of two factors have 81 + 81 and 147 + 196. It is the folding of Hasenplaugh, Gaubatz,
// Gopal, "Fast Modular Reduction", ARITH 2007, made before the product, for the constant alone.
//
//   size       a_1 high / B^s is s p / B^L of high, s the size of a, and a_0 low / B^s is below
//              B^-1 p: 1 + s / 32 + 2^-28
//   columns    L products of a and s of p, 11.5 of 32 * 2^58 or less

#ifndef FIELDSTONE_MULTIPLY_COLUMNS_MULTIPLIER_GLSL
#define FIELDSTONE_MULTIPLY_COLUMNS_MULTIPLIER_GLSL

#include "fieldstone/glsl/multiply/columns_factor.glsl"

#define FIELD_MULTIPLIER_ELEMENTS 2

// s, and L - s.
#define FS_MULTIPLIER_REDUCED ((FS_COLUMN_LIMBS + 1) / 2)
#define FS_MULTIPLIER_LOW (FS_COLUMN_LIMBS / 2)

struct FieldMultiplier {
  FieldElement part[FIELD_MULTIPLIER_ELEMENTS];
};

FieldMultiplier field_multiplier_of(FieldFactor a) {
  FieldFactor shifted;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    shifted.limb[i] = i == FS_MULTIPLIER_REDUCED ? 1 : 0;
  }
  FieldMultiplier multiplier;
  multiplier.part[0] = field_linear_element(field_factor_mul(a, shifted));
  multiplier.part[1] = field_linear_element(a);
  return multiplier;
}

FieldFactor field_factor_mul_by(FieldFactor a, FieldMultiplier b) {
  FsSignedColumnLimbs p = fs_signed_column_limbs(field_modulus());
  uint64_t sum[FS_MULTIPLIER_REDUCED + FS_COLUMN_LIMBS];
  [[unroll]] for (int k = 0; k < FS_MULTIPLIER_REDUCED + FS_COLUMN_LIMBS; k++) {
    sum[k] = uint64_t(0u);
  }
  FieldFactor low = fs_signed_limbs_of(b.part[0]);
  [[unroll]] for (int i = 0; i < FS_MULTIPLIER_LOW; i++) {
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      sum[i + j] += fs_signed_product(a.limb[i], low.limb[j]);
    }
  }
  FieldFactor high = fs_signed_limbs_of(b.part[1]);
  [[unroll]] for (int i = 0; i < FS_MULTIPLIER_REDUCED; i++) {
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      sum[i + j] += fs_signed_product(a.limb[FS_MULTIPLIER_LOW + i], high.limb[j]);
    }
  }
  [[unroll]] for (int i = 0; i < FS_MULTIPLIER_REDUCED; i++) {
    uint digit = uint(sum[i]) * FIELDSTONE_N0_INV & FS_COLUMN_MASK;
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      sum[i + j] += fs_signed_product(int(digit), p.limb[j]);
    }
    sum[i + 1] += uint64_t(int64_t(sum[i]) >> FS_COLUMN_BITS);
  }
  FieldFactor product;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    uint64_t column = sum[FS_MULTIPLIER_REDUCED + i];
    product.limb[i] = int(column);
    if (i < FS_COLUMN_LIMBS - 1) {
      product.limb[i] &= int(FS_COLUMN_MASK);
      sum[FS_MULTIPLIER_REDUCED + i + 1] += uint64_t(int64_t(column) >> FS_COLUMN_BITS);
    }
  }
  return product;
}

#endif
