// SPDX-License-Identifier: Apache-2.0
//
// Factors of columns: the Montgomery form of the radix of multiply/column_limbs.glsl, in signed
// limbs that are carried one place only, and not reduced. With B bits to a limb and L limbs:
//
//   limbs but the top one       -4 to 2^B + 1, kept by every sum, difference, double and negation
//   a factor of size s          above -s p, below s p
//   a product of sizes s, t     above -s t p^2 / 2^(L B), below s t p^2 / 2^(L B) + p
//   columns of T products       (L T + L / 2 + 2^-20) 2^(2B), which has to stay below 2^63
//
//                8 words: 9 of 29 bits      12 words: 14 of 28 bits
//   2^(L B)      at least 2^5 p             at least 2^8 p
//   so that a product of sizes s and t has size 1 + s t / 32 at most, and sizes up to 32 fit
//
//   columns      T = 3: 31.5 of 32 * 2^58   T = 4: 15.75 of 32 * 2^58
//
// Four products of 9 limbs are carried once in between.

#ifndef FIELDSTONE_MULTIPLY_COLUMNS_FACTOR_GLSL
#define FIELDSTONE_MULTIPLY_COLUMNS_FACTOR_GLSL

#include "fieldstone/glsl/multiply/columns.glsl"

#define FieldFactor FsSignedColumnLimbs

// The products of the first and second halves, which wait for those of the halves' sums.
#if FS_COLUMN_LIMBS % 2 == 0
uint64_t fs_column_crossed[FS_COLUMN_LIMBS];
#endif

uint64_t fs_signed_product(int a, int b) {
  return uint64_t(int64_t(a) * int64_t(b));
}

#if FS_COLUMN_LIMBS % 2 == 0

// Adds a * b to the columns, as fs_columns_mul does it; fs_columns_crossed() comes after the last.
void fs_columns_add_product(FieldFactor a, FieldFactor b) {
  const int half_limbs = FS_COLUMN_LIMBS / 2;
  [[unroll]] for (int i = 0; i < half_limbs; i++) {
    int a_sum = a.limb[i] + a.limb[half_limbs + i];
    [[unroll]] for (int j = 0; j < half_limbs; j++) {
      fs_column_sum[i + j] += fs_signed_product(a.limb[i], b.limb[j]);
      fs_column_sum[FS_COLUMN_LIMBS + i + j] +=
          fs_signed_product(a.limb[half_limbs + i], b.limb[half_limbs + j]);
      fs_column_crossed[i + j] += fs_signed_product(a_sum, b.limb[j] + b.limb[half_limbs + j]);
    }
  }
}

void fs_columns_start() {
  fs_columns_clear();
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    fs_column_crossed[i] = uint64_t(0u);
  }
}

void fs_columns_crossed() {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    fs_column_crossed[i] -= fs_column_sum[i] + fs_column_sum[FS_COLUMN_LIMBS + i];
  }
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    fs_column_sum[FS_COLUMN_LIMBS / 2 + i] += fs_column_crossed[i];
    fs_column_crossed[i] = uint64_t(0u);
  }
}

void fs_columns_make_room() {}

#else

// Adds a * b to the columns.
void fs_columns_add_product(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      fs_column_sum[i + j] += fs_signed_product(a.limb[i], b.limb[j]);
    }
  }
}

void fs_columns_start() {
  fs_columns_clear();
}

void fs_columns_crossed() {}

// Carries all columns but the top one, for room for two products more.
void fs_columns_make_room() {
  [[unroll]] for (int k = 0; k < 2 * FS_COLUMN_LIMBS - 1; k++) {
    fs_column_sum[k + 1] += fs_columns_carry(k);
    fs_column_sum[k] &= uint64_t(FS_COLUMN_MASK);
  }
}

#endif

// The columns as a factor.
FieldFactor fs_factor_of_columns() {
  fs_columns_crossed();
  FsColumnLimbs limbs = fs_columns_reduce();
  FieldFactor factor;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    factor.limb[i] = int(limbs.limb[i]);
  }
  return factor;
}

FieldFactor field_factor_mul(FieldFactor a, FieldFactor b) {
  fs_columns_start();
  fs_columns_add_product(a, b);
  return fs_factor_of_columns();
}

// Of the products of two different limbs one is made.
FieldFactor field_factor_sqr(FieldFactor a) {
  fs_columns_clear();
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    fs_column_sum[2 * i] += fs_signed_product(a.limb[i], a.limb[i]);
    int twice = a.limb[i] + a.limb[i];
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      if (j > i) {
        fs_column_sum[i + j] += fs_signed_product(twice, a.limb[j]);
      }
    }
  }
  FsColumnLimbs limbs = fs_columns_reduce();
  FieldFactor factor;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    factor.limb[i] = int(limbs.limb[i]);
  }
  return factor;
}

// Limbs within 2^(B + 2) or so carried one place, which leaves them from -4 to 2^B + 1.
FieldFactor fs_factor_carry(FieldFactor a) {
  FieldFactor carried;
  carried.limb[0] = a.limb[0] & int(FS_COLUMN_MASK);
  [[unroll]] for (int i = 1; i < FS_COLUMN_LIMBS; i++) {
    int low = i < FS_COLUMN_LIMBS - 1 ? a.limb[i] & int(FS_COLUMN_MASK) : a.limb[i];
    carried.limb[i] = low + (a.limb[i - 1] >> FS_COLUMN_BITS);
  }
  return carried;
}

FieldFactor field_factor_add(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    a.limb[i] += b.limb[i];
  }
  return fs_factor_carry(a);
}

FieldFactor field_factor_sub(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    a.limb[i] -= b.limb[i];
  }
  return fs_factor_carry(a);
}

FieldFactor field_factor_sub_double(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    a.limb[i] -= b.limb[i] + b.limb[i];
  }
  return fs_factor_carry(a);
}

FieldFactor fs_products_sub_sub_double(FieldFactor a, FieldFactor b, FieldFactor c) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    a.limb[i] -= b.limb[i] + (c.limb[i] + c.limb[i]);
  }
  return fs_factor_carry(a);
}

// Limbs that are not carried count as two products in a sum of them.
FieldFactor fs_factor_sub_operand(FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    a.limb[i] -= b.limb[i];
  }
  return a;
}

FieldFactor field_factor_double(FieldFactor a) {
  return field_factor_add(a, a);
}

FieldFactor field_factor_neg(FieldFactor a) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    a.limb[i] = -a.limb[i];
  }
  return fs_factor_carry(a);
}

FieldFactor field_factor_select(bool condition, FieldFactor a, FieldFactor b) {
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    a.limb[i] = condition ? a.limb[i] : b.limb[i];
  }
  return a;
}

// Zero is j p here, for a j within the size: the one that the low limb tells.
bool field_factor_is_zero(FieldFactor a) {
  FsSignedColumnLimbs p = fs_signed_column_limbs(field_modulus());
  const int above = 32 - FS_COLUMN_BITS;
  int j = int(0u - uint(a.limb[0]) * FIELDSTONE_N0_INV) << above >> above;
  if (j < -32 || j > 32) {
    return false;
  }
  int64_t carry = int64_t(0);
  int bits = 0;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    carry += int64_t(a.limb[i]) - int64_t(j) * int64_t(p.limb[i]);
    bits |= int(carry) & int(FS_COLUMN_MASK);
    carry >>= FS_COLUMN_BITS;
  }
  return bits == 0 && carry == int64_t(0);
}

FsSignedColumnLimbs fs_signed_limbs_of(FieldElement a) {
  FsSignedColumnLimbs limbs;
  FsColumnLimbs unsigned_limbs = fs_column_limbs(a, 0);
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    limbs.limb[i] = int(unsigned_limbs.limb[i]);
  }
  return limbs;
}

// A loop that stays one, since a kernel makes factors in many places and drivers unroll all of
// them.
FieldFactor field_factor_of_montgomery(FieldElement a) {
  [[dont_unroll]] for (int i = 0; i < FS_COLUMN_SHIFT; i++) {
    a = field_double(a);
  }
  return fs_signed_limbs_of(a);
}

// b times what the radix is larger than R, which its limbs hold. Below R / 2 that is below half of
// the radix, so that a product has half the size of a and 1.
FieldFactor field_factor_mul_montgomery(FieldFactor a, FieldElement b) {
  if (field_modulus().limb[FIELDSTONE_WORDS - 1] >> 31 != 0u) {
    return field_factor_mul(a, field_factor_of_montgomery(b));
  }
  FsColumnLimbs limbs = fs_column_limbs(b, FS_COLUMN_SHIFT);
  FieldFactor factor;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    factor.limb[i] = int(limbs.limb[i]);
  }
  return field_factor_mul(a, factor);
}

FieldFactor field_factor_one() {
  return field_factor_of_montgomery(field_r());
}

// The limbs below 2p of what is from -p to 2p, with limbs carried and the sign in the top one.
FsColumnLimbs fs_columns_raise(FieldFactor value) {
  FieldFactor p = fs_signed_limbs_of(field_modulus());
  bool negative = value.limb[FS_COLUMN_LIMBS - 1] < 0;
  FsColumnLimbs limbs;
  int carry = 0;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    carry += value.limb[i] + (negative ? p.limb[i] : 0);
    limbs.limb[i] = uint(carry) & FS_COLUMN_MASK;
    carry >>= FS_COLUMN_BITS;
  }
  return limbs;
}

// A product with R leaves an a from -p to 2p.
FieldElement field_factor_montgomery(FieldFactor a) {
  FieldFactor value = field_factor_mul(fs_signed_limbs_of(field_r()), a);
  return fs_element_of_column_limbs(fs_columns_raise(value));
}

#define FS_FACTOR_DOT(TERMS) \
  FieldFactor field_factor_dot(FieldFactor a[TERMS], FieldFactor b[TERMS]) { \
    fs_columns_start(); \
    [[unroll]] for (int t = 0; t < TERMS; t++) { \
      if (t == 2 && TERMS > 3) { \
        fs_columns_make_room(); \
      } \
      fs_columns_add_product(a[t], b[t]); \
    } \
    return fs_factor_of_columns(); \
  }

// a[0] b[0] + a[1] b[1] ..., with one reduction, of two to four products.
FS_FACTOR_DOT(2)
FS_FACTOR_DOT(3)
FS_FACTOR_DOT(4)

#endif
