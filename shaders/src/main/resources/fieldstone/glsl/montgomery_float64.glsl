// SPDX-License-Identifier: Apache-2.0
//
// Montgomery multiplication on 64-bit floats, for devices that have them at full rate and can round
// toward zero: the products of float_columns.glsl, and a reduction step after each row of them
// (CIOS; Koc, Acar, Kaliski, IEEE Micro 16(3), 1996), so that a product of the row and one of the
// reduction share their sums. Squares go column by column instead.

#ifndef FIELDSTONE_MONTGOMERY_FLOAT64_GLSL
#define FIELDSTONE_MONTGOMERY_FLOAT64_GLSL

#include "double.glsl"
#include "float_reduction.glsl"
#include "r.glsl"
#include "r_squared.glsl"

#define FIELDSTONE_HAS_FACTOR

// An element as this strategy multiplies it: the Montgomery form of the radix of float_limbs.glsl.
// Below 2p where four times p fits the radix, else below p.
#define Factor FloatLimbs

#if FIELDSTONE_WORDS == 12
const bool FACTOR_BELOW_P = FIELDSTONE_P11 >> 30 != 0u;
#else
const bool FACTOR_BELOW_P = FLOAT_SPARE_BIT;
#endif

// Rows 0 to `rows` - 1 of the columns of a * b, each with its reduction step.
void float_montgomery_rows(FloatLimbs a, FloatLimbs b, const int rows) {
  float_columns_clear();
  [[unroll]] for (int i = 0; i < rows; i++) {
    double high = float_high(a.limb[i], b.limb[0]);
    float_columns_add_low(i, float_low(a.limb[i], b.limb[0], high));
    double factor = float_reduction_factor(i);
    if (FLOAT_SPARE_BIT) {
      precise double both_high = fma(factor, FLOAT_P.limb[0], high);
      float_columns_add_high(i + 1, both_high);
    } else {
      float_columns_add_high(i + 1, high);
      float_columns_add_high(i + 1, float_high(factor, FLOAT_P.limb[0]));
    }
    [[unroll]] for (int j = 1; j < FLOAT_LIMBS; j++) {
      if (FLOAT_SPARE_BIT) {
        float_columns_add_two(i + j, a.limb[i], b.limb[j], factor, FLOAT_P.limb[j]);
      } else {
        float_columns_add(i + j, a.limb[i], b.limb[j]);
        float_columns_add(i + j, factor, FLOAT_P.limb[j]);
      }
    }
  }
}

// The columns of a * b / radix mod p.
void float_montgomery_mul(FloatLimbs a, FloatLimbs b) {
  float_montgomery_rows(a, b, FLOAT_LIMBS);
}

// The factors of p in a reduction by columns, of which each is known when its column is.
double float_factors[FLOAT_LIMBS];

// The first i of the products of limbs i and k - i.
int float_first(int k) {
  return k < FLOAT_LIMBS ? 0 : k - FLOAT_LIMBS + 1;
}

// Adds the products of factors and limbs of p to column k, which has `terms` terms so far, and makes
// it a multiple of 2^FLOAT_BITS if it is one of the lower half.
void float_column_reduce(int k, int terms) {
  [[unroll]] for (int i = 0; i < FLOAT_LIMBS; i++) {
    if (i < k && k - i < FLOAT_LIMBS) {
      float_columns_add_term(
          k, terms + i - float_first(k), float_factors[i], FLOAT_P.limb[k - i], 0);
    }
  }
  terms += k < FLOAT_LIMBS ? k : 2 * FLOAT_LIMBS - 1 - k;
  if (k >= FLOAT_LIMBS) {
    float_columns_close(k, terms, 0);
    return;
  }
  // The upper half of the product with limb 0 joins sums that are open.
  double high = power_of_two(52 + FLOAT_BITS);
  if (terms % FLOAT_SHARED != 0) {
    float_columns_add_low(k, float_open_low);
    high = float_open_high;
  }
  float_factors[k] = float_reduction_factor(k);
  precise double both_high = fma(float_factors[k], FLOAT_P.limb[0], high);
  float_columns_add_high(k + 1, both_high);
}

// The columns of a^2 / radix mod p, one after the other (FIPS; Koc, Acar, Kaliski). Of the products of
// two different limbs one is made: with one limb doubled, or where that is too wide for a sum, all of
// a column doubled together.
void float_montgomery_sqr(FloatLimbs a) {
  if (!FLOAT_SPARE_BIT) {
    float_montgomery_mul(a, a);
    return;
  }
  const int doublings = FLOAT_BITS < 51 ? 0 : 1;
  FloatLimbs other = a;
  if (doublings == 0) {
    [[unroll]] for (int i = 0; i < FLOAT_LIMBS; i++) {
      other.limb[i] += a.limb[i];
    }
  }
  float_columns_clear();
  [[unroll]] for (int k = 0; k < 2 * FLOAT_LIMBS - 1; k++) {
    [[unroll]] for (int i = 0; i < FLOAT_LIMBS - 1; i++) {
      if (i < k - i && k - i < FLOAT_LIMBS) {
        float_columns_add_term(k, i - float_first(k), a.limb[i], other.limb[k - i], doublings);
      }
    }
    int terms = (k + 1) / 2 - float_first(k);
    if (doublings > 0) {
      float_columns_close(k, terms, doublings);
      terms = 0;
    }
    if (k % 2 == 0) {
      float_columns_add_term(k, terms, a.limb[k / 2], a.limb[k / 2], 0);
      terms++;
    }
    float_column_reduce(k, terms);
  }
}

Factor factor_of_columns() {
  IntegerLimbs integer = float_columns_carry(FLOAT_LIMBS);
  if (FACTOR_BELOW_P) {
    integer = integer_limbs_reduce_once(integer, 0);
  }
  return float_limbs_of(integer);
}

Factor factor_mul(Factor a, Factor b) {
  float_montgomery_mul(a, b);
  return factor_of_columns();
}

Factor factor_sqr(Factor a) {
  float_montgomery_sqr(a);
  return factor_of_columns();
}

Element element_of_columns() {
  IntegerLimbs integer = float_columns_carry(FLOAT_LIMBS);
  return element_of_integer_limbs(integer_limbs_reduce_once(integer, 0), 0);
}

Factor factor_limbs(Element a) {
  return float_limbs(a, 0);
}

Element factor_value(Factor a) {
  return element_of_integer_limbs(integer_limbs_reduce_once(integer_limbs_of(a), 0), 0);
}

#if FIELDSTONE_WORDS == 12

// The radix is R.
Factor factor_of(Element a) {
  return float_limbs(a, 0);
}

const bool FACTOR_ELEMENT_MULTIPLIES = false;

Element factor_element(Factor a) {
  return factor_value(a);
}

Factor factor_radix_squared() {
  return float_limbs(field_r_squared(), 0);
}

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a and b below p.
Element montgomery_mul(Element a, Element b) {
  float_montgomery_mul(float_limbs(a, 0), float_limbs(b, 0));
  return element_of_columns();
}

// a^2 / R mod p, for a below p.
Element montgomery_sqr(Element a) {
  float_montgomery_sqr(float_limbs(a, 0));
  return element_of_columns();
}

#else

// a / 2 mod p, for a below p. A sum with p is below 2^256, since only a p below 2^255 needs this.
Element float_halve(Element a) {
  uint carry;
  Element even = limbs_add(a, limbs_mask(field_modulus(), a.limb[0] & 1u), carry);
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    uint above = i + 1 < FIELDSTONE_WORDS ? even.limb[i + 1] : 0u;
    even.limb[i] = even.limb[i] >> 1 | above << 31;
  }
  return even;
}

// From R to the radix: by 1/2, or by 2^4.
Factor factor_of(Element a) {
  if (FLOAT_SPARE_BIT) {
    return float_limbs(float_halve(a), 0);
  }
  for (int i = 0; i < 4; i++) {
    a = field_double(a);
  }
  return float_limbs(a, 0);
}

const bool FACTOR_ELEMENT_MULTIPLIES = !FLOAT_SPARE_BIT;

Element factor_element(Factor a) {
  if (FLOAT_SPARE_BIT) {
    return field_double(element_of_integer_limbs(integer_limbs_of(a), 0));
  }
  float_montgomery_mul(float_limbs(field_r(), 0), a);
  return element_of_columns();
}

// From R^2 by 1/4, or by 2^8.
Factor factor_radix_squared() {
  Element a = field_r_squared();
  if (FLOAT_SPARE_BIT) {
    return float_limbs(float_halve(float_halve(a)), 0);
  }
  for (int i = 0; i < 8; i++) {
    a = field_double(a);
  }
  return float_limbs(a, 0);
}

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a and b below p.
//
// The radix 2^260 is 16R, and 16a makes up for that; its limbs have room for it, and it need not be
// below p. The radix 2^255 is R / 2, and one bit more is reduced in the last step.
Element montgomery_mul(Element a, Element b) {
  const int last = FLOAT_LIMBS - 1;
  if (!FLOAT_SPARE_BIT) {
    float_montgomery_mul(float_limbs(a, 4), float_limbs(b, 0));
    return element_of_columns();
  }
  FloatLimbs x = float_limbs(a, 0);
  FloatLimbs y = float_limbs(b, 0);
  float_montgomery_rows(x, y, last);
  [[unroll]] for (int j = 0; j < FLOAT_LIMBS; j++) {
    float_columns_add(last + j, x.limb[last], y.limb[j]);
  }
  float_columns_reduce_one_bit_more(last);
  IntegerLimbs twice = integer_limbs_reduce_once(float_columns_carry(FLOAT_LIMBS), 1);
  return element_of_integer_limbs(twice, 1);
}

// a^2 / R mod p, for a below p.
Element montgomery_sqr(Element a) {
  if (FLOAT_SPARE_BIT) {
    float_montgomery_sqr(float_limbs(a, 0));
    Factor square = factor_of_columns();
    return float_halve(element_of_integer_limbs(integer_limbs_of(square), 0));
  }
  return montgomery_mul(a, a);
}

#endif

#endif
