// SPDX-License-Identifier: Apache-2.0
//
// Factors of floats: of either sign, in the limbs of multiply/float_limbs.glsl, of B bits. How far
// they have to be reduced depends on how near p is to the radix:
//
//                          lazy         roomy        usual        tight
//   below the radix        64 p         8 p          32/15 p
//   a multiple of p is taken off, the nearest:
//     of a sum                          yes          yes          yes
//     of a sum of products                           yes          yes
//     of a product                                                yes
//   sizes                  up to 32     1            1            1/2 + 2^-30
//
//                          12 words         8 words, p < 2^255    8 words, p above
//   limbs                  8 of 48 bits     5 of 51 bits          5 of 52 bits
//   radix                  2^384            2^255                 2^260
//   products in a sum      16               2                     1
//
// Limbs but the top one are from -2^(B-1) - 4 to 2^(B-1) + 4. A test derives what follows from
// that: sums of high halves stay below 2^(51+B), those of low halves below 2^52, so that they are
// exact; columns below 2^60.

#ifndef FIELDSTONE_MULTIPLY_FLOAT64_FACTOR_GLSL
#define FIELDSTONE_MULTIPLY_FLOAT64_FACTOR_GLSL

#include "fieldstone/glsl/multiply/float64.glsl"

FieldFactor field_factor_add(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    a.limb[i] += b.limb[i];
  }
  return fs_factor_of_limbs(a);
}

FieldFactor field_factor_sub(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    a.limb[i] -= b.limb[i];
  }
  return fs_factor_of_limbs(a);
}

FieldFactor field_factor_sub_double(FieldFactor a, FieldFactor b) {
  if (!FS_FLOAT_SPARE_BIT) {
    return field_factor_sub(field_factor_sub(a, b), b);
  }
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    precise double limb = fma(b.limb[i], double(-2.0), a.limb[i]);
    a.limb[i] = limb;
  }
  return fs_factor_of_limbs(a);
}

// Of products the limbs are digits of exactly B bits, which is what lets three be summed.
FieldFactor fs_products_sub_sub_double(FieldFactor a, FieldFactor b, FieldFactor c) {
  if (!FS_FLOAT_SPARE_BIT) {
    return field_factor_sub_double(field_factor_sub(a, b), c);
  }
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    precise double limb = fma(c.limb[i], double(-2.0), a.limb[i] - b.limb[i]);
    a.limb[i] = limb;
  }
  return fs_factor_of_limbs(a);
}

// Sums of high halves have room for limbs of one bit more, unless they are of 52.
FieldFactor fs_factor_sub_operand(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    a.limb[i] -= b.limb[i];
  }
  if (FS_FLOAT_SPARE_BIT) {
    return a;
  }
  return fs_float_limbs_carry(a);
}

FieldFactor field_factor_double(FieldFactor a) {
  return field_factor_add(a, a);
}

FieldFactor field_factor_neg(FieldFactor a) {
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    a.limb[i] = -a.limb[i];
  }
  return a;
}

// Zero has no other limbs than zeros, unless factors are lazy: then it is j p, for a j within the
// size, the one that the low limb tells.
bool field_factor_is_zero(FieldFactor a) {
  if (!FS_FACTOR_LAZY) {
    // of either sign
    uvec2 bits = uvec2(0u);
    [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
      bits |= unpackDouble2x32(a.limb[i]);
    }
    return (bits.x | bits.y << 1) == 0u;
  }
  uint64_t n0_inv = packUint2x32(uvec2(FIELDSTONE_N0_INV, FIELDSTONE_N0_INV_HIGH));
  const int unused = 64 - FS_FLOAT_BITS;
  int64_t j = -(int64_t(uint64_t(fs_signed_of_float(a.limb[0])) * n0_inv << unused) >> unused);
  if (j < int64_t(-32) || j > int64_t(32)) {
    return false;
  }
  int64_t carry = int64_t(0);
  uint64_t bits = uint64_t(0u);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    carry += fs_signed_of_float(a.limb[i]) - j * fs_signed_of_float(FS_FLOAT_P.limb[i]);
    bits |= uint64_t(carry) & fs_float_mask();
    carry >>= FS_FLOAT_BITS;
  }
  return bits == uint64_t(0u) && carry == int64_t(0);
}

FieldFactor field_factor_select(bool condition, FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    a.limb[i] = condition ? a.limb[i] : b.limb[i];
  }
  return a;
}

FieldFactor field_factor_one() {
  return field_factor_of_montgomery(field_r());
}

// The sum of `terms` products, of two to four, with one reduction. Factors each by a name, since
// drivers keep arrays of them in memory.
FieldFactor fs_float_products(
    FieldFactor a0,
    FieldFactor b0,
    FieldFactor a1,
    FieldFactor b1,
    FieldFactor a2,
    FieldFactor b2,
    FieldFactor a3,
    FieldFactor b3,
    const int terms) {
  fs_float_columns_clear();
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    double factor = double(0.0);
    [[unroll]] for (int j = 0; j < FS_FLOAT_LIMBS; j++) {
      fs_float_columns_add_term(i + j, 0, a0.limb[i], b0.limb[j], 0);
      fs_float_columns_add_term(i + j, 1, a1.limb[i], b1.limb[j], 0);
      if (terms > 2) {
        fs_float_columns_add_term(i + j, 2, a2.limb[i], b2.limb[j], 0);
      }
      if (terms > 3) {
        fs_float_columns_add_term(i + j, 3, a3.limb[i], b3.limb[j], 0);
      }
      if (j == 0) {
        factor = fs_float_reduction_step(i, terms);
      } else {
        fs_float_columns_add_term(i + j, terms, factor, FS_FLOAT_P.limb[j], 0);
        fs_float_columns_close(i + j, terms + 1, 0);
      }
    }
  }
  FsFloatLimbs limbs = fs_float_columns_limbs(terms);
  if (!FS_FACTOR_ROOMY) {
    limbs = fs_float_limbs_carry(fs_float_limbs_nearest(limbs));
  }
  return limbs;
}

FieldFactor field_factor_dot(FieldFactor a[2], FieldFactor b[2]) {
  return fs_float_products(a[0], b[0], a[1], b[1], a[0], b[0], a[0], b[0], 2);
}

FieldFactor field_factor_dot(FieldFactor a[3], FieldFactor b[3]) {
  return fs_float_products(a[0], b[0], a[1], b[1], a[2], b[2], a[0], b[0], 3);
}

FieldFactor field_factor_dot(FieldFactor a[4], FieldFactor b[4]) {
  return fs_float_products(a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3], 4);
}

#endif
