// SPDX-License-Identifier: Apache-2.0
//
// Factors of floats: what multiply/float64.glsl multiplies has limbs below 2^B, and is itself below
// a bound. With B bits to a limb and L limbs:
//
//                12 words            8 words, p < 2^255     8 words, p above
//   limbs        8 of 48 bits        5 of 51 bits           5 of 52 bits
//   bound        p if p >= 2^382     p                      2p
//                else 2p
//   high halves  16 of 2^48 in 2^52  2 of 2^51 in 2^52      1 of 2^52 in 2^52      share a sum
//   columns      2 L (T + 1) 2^52 for T products: at most 2^58.4 of 2^63, for 12 words and T = 4
//
// With T products, each below the bound squared, (T + 1) p is what a reduction leaves at most.

#ifndef FIELDSTONE_MULTIPLY_FLOAT64_FACTOR_GLSL
#define FIELDSTONE_MULTIPLY_FLOAT64_FACTOR_GLSL

#include "fieldstone/glsl/multiply/float64.glsl"

// Limbs as signed integers, not carried.
struct FsSignedLimbs {
  int64_t limb[FS_FLOAT_LIMBS];
};

FsSignedLimbs fs_signed_limbs_of(FieldFactor a) {
  FsSignedLimbs limbs;
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    limbs.limb[i] = int64_t(fs_integer_of_float(a.limb[i]));
  }
  return limbs;
}

// Limb i of p, or of 2p where that is the bound.
int64_t fs_factor_bound(int i) {
  FieldElement modulus = field_modulus();
  uvec2 once = FS_FLOAT_LIMB_WORDS(modulus, i, 0);
  uvec2 twice = FS_FLOAT_LIMB_WORDS(modulus, i, 1);
  return int64_t(packUint2x32(FS_FACTOR_BELOW_P ? once : twice));
}

// A value from -bound to below the bound, as a factor: the bound is added to a negative one.
FieldFactor fs_factor_wrapped(FsSignedLimbs a) {
  FsIntegerLimbs kept;
  FsIntegerLimbs added;
  int64_t carry = int64_t(0);
  int64_t added_carry = int64_t(0);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    carry += a.limb[i];
    added_carry += a.limb[i] + fs_factor_bound(i);
    bool top = i == FS_FLOAT_LIMBS - 1;
    kept.limb[i] = top ? uint64_t(carry) : uint64_t(carry) & fs_float_mask();
    added.limb[i] = top ? uint64_t(added_carry) : uint64_t(added_carry) & fs_float_mask();
    carry >>= FS_FLOAT_BITS;
    added_carry >>= FS_FLOAT_BITS;
  }
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    kept.limb[i] = carry < int64_t(0) ? added.limb[i] : kept.limb[i];
  }
  return fs_float_limbs_of(kept);
}

FieldFactor field_factor_add(FieldFactor a, FieldFactor b) {
  FsSignedLimbs sum = fs_signed_limbs_of(a);
  FsSignedLimbs other = fs_signed_limbs_of(b);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    sum.limb[i] += other.limb[i] - fs_factor_bound(i);
  }
  return fs_factor_wrapped(sum);
}

FieldFactor field_factor_sub(FieldFactor a, FieldFactor b) {
  FsSignedLimbs difference = fs_signed_limbs_of(a);
  FsSignedLimbs other = fs_signed_limbs_of(b);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    difference.limb[i] -= other.limb[i];
  }
  return fs_factor_wrapped(difference);
}

FieldFactor field_factor_double(FieldFactor a) {
  FsSignedLimbs twice = fs_signed_limbs_of(a);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    twice.limb[i] += twice.limb[i] - fs_factor_bound(i);
  }
  return fs_factor_wrapped(twice);
}

FieldFactor field_factor_neg(FieldFactor a) {
  FsSignedLimbs negative = fs_signed_limbs_of(a);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    negative.limb[i] = -negative.limb[i];
  }
  return fs_factor_wrapped(negative);
}

// Zero is 0 or p here.
bool field_factor_is_zero(FieldFactor a) {
  bool zero = true;
  bool modulus = true;
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    zero = zero && a.limb[i] == double(0.0);
    modulus = modulus && a.limb[i] == FS_FLOAT_P.limb[i];
  }
  return zero || modulus;
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

// Adds a * b to the columns.
void fs_float_columns_add_product(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < FS_FLOAT_LIMBS; j++) {
      fs_float_columns_add(i + j, a.limb[i], b.limb[j]);
    }
  }
}

// Adds a * b + c * d to the columns.
void fs_float_columns_add_two_products(
    FieldFactor a, FieldFactor b, FieldFactor c, FieldFactor d) {
  if (!FS_FLOAT_SPARE_BIT) {
    fs_float_columns_add_product(a, b);
    fs_float_columns_add_product(c, d);
    return;
  }
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < FS_FLOAT_LIMBS; j++) {
      fs_float_columns_add_two(i + j, a.limb[i], b.limb[j], c.limb[i], d.limb[j]);
    }
  }
}

// The columns of `terms` products over the radix, as a factor.
FieldFactor fs_factor_of_sum(const int terms) {
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    double factor = fs_float_reduction_factor(i);
    fs_float_columns_add_high(i + 1, fs_float_high(factor, FS_FLOAT_P.limb[0]));
    [[unroll]] for (int j = 1; j < FS_FLOAT_LIMBS; j++) {
      fs_float_columns_add(i + j, factor, FS_FLOAT_P.limb[j]);
    }
  }
  FsIntegerLimbs integer = fs_float_columns_carry(FS_FLOAT_LIMBS);
  // below 5p, 4p, 3p; then below 3p and 2p; then below 2p
  integer = fs_integer_limbs_reduce_once(integer, 1);
  if (terms > 3) {
    integer = fs_integer_limbs_reduce_once(integer, 1);
  }
  if (FS_FACTOR_BELOW_P) {
    integer = fs_integer_limbs_reduce_once(integer, 0);
  }
  return fs_float_limbs_of(integer);
}

FieldFactor field_factor_dot(FieldFactor a[2], FieldFactor b[2]) {
  fs_float_columns_clear();
  fs_float_columns_add_two_products(a[0], b[0], a[1], b[1]);
  return fs_factor_of_sum(2);
}

FieldFactor field_factor_dot(FieldFactor a[3], FieldFactor b[3]) {
  fs_float_columns_clear();
  fs_float_columns_add_two_products(a[0], b[0], a[1], b[1]);
  fs_float_columns_add_product(a[2], b[2]);
  return fs_factor_of_sum(3);
}

FieldFactor field_factor_dot(FieldFactor a[4], FieldFactor b[4]) {
  fs_float_columns_clear();
  fs_float_columns_add_two_products(a[0], b[0], a[1], b[1]);
  fs_float_columns_add_two_products(a[2], b[2], a[3], b[3]);
  return fs_factor_of_sum(4);
}

#endif
