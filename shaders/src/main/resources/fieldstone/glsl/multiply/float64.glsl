// SPDX-License-Identifier: Apache-2.0
//
// Montgomery multiplication on 64-bit floats, for devices that have them at full rate and can round
// toward zero: the products of multiply/float_columns.glsl, and a reduction step after each row of
// them (CIOS; Koc, Acar, Kaliski, IEEE Micro 16(3), 1996), so that a product of the row and one of
// the reduction share their sums. Squares go column by column instead.

#ifndef FIELDSTONE_MULTIPLY_FLOAT64_GLSL
#define FIELDSTONE_MULTIPLY_FLOAT64_GLSL

#include "fieldstone/glsl/field/double.glsl"
#include "fieldstone/glsl/multiply/float_reduction.glsl"
#include "fieldstone/glsl/modulus/r.glsl"
#include "fieldstone/glsl/modulus/r_squared.glsl"

// An element as this strategy multiplies it: the Montgomery form of the radix of
// multiply/float_limbs.glsl, of either sign. See multiply/float64_factor.glsl.
#define FieldFactor FsFloatLimbs

double FS_FLOAT_P_TOP_INVERSE = double(1.0) / FS_FLOAT_P.limb[FS_FLOAT_LIMBS - 1];

// Limbs carried one place, to the nearest multiple of 2^FS_FLOAT_BITS.
FsFloatLimbs fs_float_limbs_carry(FsFloatLimbs a) {
  FsFloatLimbs carried;
  double carry = double(0.0);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS - 1; i++) {
    precise double rounded = (a.limb[i] + fs_float_half()) + fs_float_bias(FS_FLOAT_HIGH);
    precise double multiple = rounded - fs_float_bias(FS_FLOAT_HIGH);
    precise double low = a.limb[i] - multiple;
    precise double limb = fma(carry, fs_power_of_two(-FS_FLOAT_BITS), low);
    carried.limb[i] = i == 0 ? low : limb;
    carry = multiple;
  }
  const int top = FS_FLOAT_LIMBS - 1;
  precise double limb = fma(carry, fs_power_of_two(-FS_FLOAT_BITS), a.limb[top]);
  carried.limb[top] = limb;
  return carried;
}

// a less the nearest multiple of p, by the top limbs, for less than 4p and a p of 1/64 of the radix
// or more; limbs are not carried.
FsFloatLimbs fs_float_limbs_nearest(FsFloatLimbs a) {
  precise double quotient =
      fma(a.limb[FS_FLOAT_LIMBS - 1], FS_FLOAT_P_TOP_INVERSE, double(0.5)) + fs_float_bias(52);
  precise double multiple = fs_float_bias(52) - quotient;
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    precise double limb = fma(multiple, FS_FLOAT_P.limb[i], a.limb[i]);
    a.limb[i] = limb;
  }
  return a;
}

// A sum of two factors' limbs, as a factor.
FieldFactor fs_factor_of_limbs(FsFloatLimbs a) {
  if (!FS_FACTOR_LAZY) {
    if (!FS_FLOAT_SPARE_BIT) {
      a = fs_float_limbs_carry(a);
    }
    a = fs_float_limbs_nearest(a);
  }
  return fs_float_limbs_carry(a);
}

// The columns of a * b / radix mod p: each row of products with its reduction step.
void fs_float_montgomery_mul(FsFloatLimbs a, FsFloatLimbs b, const int rows) {
  [[unroll]] for (int i = 0; i < rows; i++) {
    fs_float_columns_add_term(i, 0, a.limb[i], b.limb[0], 0);
    double factor = fs_float_reduction_step(i, 1);
    [[unroll]] for (int j = 1; j < FS_FLOAT_LIMBS; j++) {
      fs_float_columns_add_term(i + j, 0, a.limb[i], b.limb[j], 0);
      fs_float_columns_add_term(i + j, 1, factor, FS_FLOAT_P.limb[j], 0);
      fs_float_columns_close(i + j, 2, 0);
    }
  }
}

void fs_float_montgomery_mul(FsFloatLimbs a, FsFloatLimbs b) {
  fs_float_columns_clear();
  fs_float_montgomery_mul(a, b, FS_FLOAT_LIMBS);
}

// The factors of p in a reduction by columns, of which each is known when its column is.
double fs_float_factors[FS_FLOAT_LIMBS];

// The first i of the products of limbs i and k - i.
int fs_float_first(int k) {
  return k < FS_FLOAT_LIMBS ? 0 : k - FS_FLOAT_LIMBS + 1;
}

// Adds the products of factors and limbs of p to column k, which has `terms` terms so far, and
// makes it a multiple of 2^FS_FLOAT_BITS if it is one of the lower half.
void fs_float_column_reduce(int k, int terms) {
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    if (i < k && k - i < FS_FLOAT_LIMBS) {
      fs_float_columns_add_term(
          k, terms + i - fs_float_first(k), fs_float_factors[i], FS_FLOAT_P.limb[k - i], 0);
    }
  }
  terms += k < FS_FLOAT_LIMBS ? k : 2 * FS_FLOAT_LIMBS - 1 - k;
  if (k >= FS_FLOAT_LIMBS) {
    fs_float_columns_close(k, terms, 0);
    return;
  }
  fs_float_factors[k] = fs_float_reduction_step(k, terms);
}

// The columns of a^2 / radix mod p, one after the other (FIPS; Koc, Acar, Kaliski). Of the products
// of two different limbs one is made: with one limb doubled, or where that is too wide for a sum,
// all of a column doubled together.
void fs_float_montgomery_sqr(FsFloatLimbs a) {
  if (!FS_FLOAT_SPARE_BIT) {
    fs_float_montgomery_mul(a, a);
    return;
  }
  const int doublings = FS_FLOAT_BITS < 51 ? 0 : 1;
  FsFloatLimbs other = a;
  if (doublings == 0) {
    [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
      other.limb[i] += a.limb[i];
    }
  }
  fs_float_columns_clear();
  [[unroll]] for (int k = 0; k < 2 * FS_FLOAT_LIMBS - 1; k++) {
    [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS - 1; i++) {
      if (i < k - i && k - i < FS_FLOAT_LIMBS) {
        fs_float_columns_add_term(
            k, i - fs_float_first(k), a.limb[i], other.limb[k - i], doublings);
      }
    }
    int terms = (k + 1) / 2 - fs_float_first(k);
    if (doublings > 0) {
      fs_float_columns_close(k, terms, doublings);
      terms = 0;
    }
    if (k % 2 == 0) {
      fs_float_columns_add_term(k, terms, a.limb[k / 2], a.limb[k / 2], 0);
      terms++;
    }
    fs_float_column_reduce(k, terms);
  }
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    fs_float_factors[i] = double(0.0);
  }
}

FieldFactor field_factor_mul(FieldFactor a, FieldFactor b) {
  fs_float_montgomery_mul(a, b);
  return fs_float_columns_limbs(1);
}

FieldFactor field_factor_sqr(FieldFactor a) {
  fs_float_montgomery_sqr(a);
  return fs_float_columns_limbs(1);
}

FieldElement fs_element_of_columns() {
  return fs_element_of_integer_limbs(fs_integer_limbs_reduce(fs_float_columns_carry(), 0), 0);
}

// The factor of an element.
FieldFactor fs_factor_limbs(FieldElement a) {
  FsFloatLimbs limbs = fs_float_limbs(a, 0);
  if (FS_FACTOR_TIGHT) {
    limbs = fs_float_limbs_carry(fs_float_limbs_nearest(limbs));
  }
  return limbs;
}

// The element of a factor from -p to 2p.
FieldElement fs_factor_value(FieldFactor a) {
  return fs_element_of_integer_limbs(fs_integer_limbs_reduce(fs_integer_limbs_of(a), 0), 0);
}

// The digits of a >> shift, less those of p >> shift if `less` is true: of either sign, and as an
// operand of one product as good as limbs. See the bounds in multiply/float64_factor.glsl.
FsFloatLimbs fs_float_digits_less(FieldElement a, const int shift, bool less) {
  FsFloatLimbs limbs;
  FieldElement modulus = field_modulus();
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    const uint exponent = (1023u + 52u) << 20;
    uvec2 words = FS_FLOAT_LIMB_WORDS(a, i, -shift);
    uvec2 p = FS_FLOAT_LIMB_WORDS(modulus, i, -shift);
    // one of two constants, which a sum would not be
    double offset =
        less ? packDouble2x32(uvec2(p.x, p.y | exponent)) : fs_power_of_two(52);
    precise double value = packDouble2x32(uvec2(words.x, words.y | exponent)) - offset;
    limbs.limb[i] = value;
  }
  return limbs;
}

#if FIELDSTONE_WORDS == 12

// The radix is R.
FieldFactor field_factor_mul_montgomery(FieldFactor a, FieldElement b) {
  bool above = FS_FACTOR_TIGHT && b.limb[FIELDSTONE_WORDS - 1] > FIELDSTONE_P11 >> 1;
  return field_factor_mul(a, fs_float_digits_less(b, 0, above));
}

FieldFactor field_factor_of_montgomery(FieldElement a) {
  return fs_factor_limbs(a);
}

bool fs_factor_element_multiplies() {
  return FS_FACTOR_LAZY;
}

FieldElement field_factor_montgomery(FieldFactor a) {
  if (FS_FACTOR_LAZY) {
    fs_float_montgomery_mul(fs_factor_limbs(field_r()), a);
    return fs_element_of_columns();
  }
  return fs_factor_value(a);
}

FieldFactor fs_factor_radix_squared() {
  return fs_factor_limbs(field_r_squared());
}

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a and b below p.
FieldElement field_montgomery_mul(FieldElement a, FieldElement b) {
  fs_float_montgomery_mul(fs_float_limbs(a, 0), fs_float_digits(b));
  if (FIELDSTONE_P11 >> 31 == 0u) {
    // Below p: a * b / R is below p / 2, and what is added for the reduction below the other half.
    return fs_element_of_integer_limbs(fs_integer_limbs_raise(fs_float_columns_carry(), 0), 0);
  }
  return fs_element_of_columns();
}

// a^2 / R mod p, for a below p.
FieldElement field_montgomery_sqr(FieldElement a) {
  fs_float_montgomery_sqr(fs_factor_limbs(a));
  return fs_element_of_columns();
}

#else

// a / 2 mod p, for a below p. A sum with p is below 2^256, since only a p below 2^255 needs this.
FieldElement fs_float_halve(FieldElement a) {
  uint carry;
  FieldElement even = fs_limbs_add(a, fs_limbs_mask(field_modulus(), a.limb[0] & 1u), carry);
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    uint above = i + 1 < FIELDSTONE_WORDS ? even.limb[i + 1] : 0u;
    even.limb[i] = even.limb[i] >> 1 | above << 31;
  }
  return even;
}

// From R to the radix: by 1/2, or by 2^4.
FieldFactor field_factor_of_montgomery(FieldElement a) {
  if (FS_FLOAT_SPARE_BIT) {
    return fs_factor_limbs(fs_float_halve(a));
  }
  for (int i = 0; i < 4; i++) {
    a = field_double(a);
  }
  return fs_factor_limbs(a);
}

// Half of b, which is (b - p) / 2 if b is odd, and half of p at most either way. The radix 2^260
// has no such digits.
FieldFactor field_factor_mul_montgomery(FieldFactor a, FieldElement b) {
  if (FS_FLOAT_SPARE_BIT) {
    return field_factor_mul(a, fs_float_digits_less(b, 1, (b.limb[0] & 1u) != 0u));
  }
  return field_factor_mul(a, field_factor_of_montgomery(b));
}

bool fs_factor_element_multiplies() {
  if (FS_FACTOR_LAZY) {
    return true;
  }
  return !FS_FLOAT_SPARE_BIT;
}

FieldElement field_factor_montgomery(FieldFactor a) {
  if (!fs_factor_element_multiplies()) {
    return field_double(fs_factor_value(a));
  }
  fs_float_montgomery_mul(fs_factor_limbs(field_r()), a);
  return fs_element_of_columns();
}

// From R^2 by 1/4, or by 2^8.
FieldFactor fs_factor_radix_squared() {
  FieldElement a = field_r_squared();
  if (FS_FLOAT_SPARE_BIT) {
    return fs_factor_limbs(fs_float_halve(fs_float_halve(a)));
  }
  for (int i = 0; i < 8; i++) {
    a = field_double(a);
  }
  return fs_factor_limbs(a);
}

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a and b below p.
//
// The radix 2^260 is 16R, and 16a makes up for that; its limbs have room for it, and it need not be
// below p. The radix 2^255 is R / 2, and one bit more is reduced in the last step.
FieldElement field_montgomery_mul(FieldElement a, FieldElement b) {
  const int last = FS_FLOAT_LIMBS - 1;
  if (!FS_FLOAT_SPARE_BIT) {
    fs_float_montgomery_mul(fs_float_limbs(a, 4), fs_float_limbs(b, 0));
    return fs_element_of_columns();
  }
  FsFloatLimbs x = fs_float_limbs(a, 0);
  FsFloatLimbs y = fs_float_digits(b);
  fs_float_columns_clear();
  fs_float_montgomery_mul(x, y, last);
  [[unroll]] for (int j = 0; j < FS_FLOAT_LIMBS; j++) {
    fs_float_columns_add(last + j, x.limb[last], y.limb[j]);
  }
  fs_float_columns_reduce_one_bit_more(last);
  // Below p: a * b / R is below p / 2, and what is added for the reduction below the other half.
  FsIntegerLimbs twice = fs_integer_limbs_raise(fs_float_columns_carry(), 1);
  return fs_element_of_integer_limbs(twice, 1);
}

// a^2 / R mod p, for a below p.
FieldElement field_montgomery_sqr(FieldElement a) {
  if (FS_FLOAT_SPARE_BIT) {
    fs_float_montgomery_sqr(fs_factor_limbs(a));
    return fs_float_halve(fs_element_of_columns());
  }
  return field_montgomery_mul(a, a);
}

#endif

#endif
