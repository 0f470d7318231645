// SPDX-License-Identifier: Apache-2.0
//
// Small powers.

#ifndef FIELDSTONE_FIELD_POW_GLSL
#define FIELDSTONE_FIELD_POW_GLSL

#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/form.glsl"

// A power in the making. Factors of floats are near enough to elements that they pay for two
// products; those of columns are not.
#if defined FIELDSTONE_STRATEGY_FLOAT64 && FIELDSTONE_WORDS > 2
#define FsPower FieldFactor
#define fs_power_mul field_factor_mul
#define fs_power_sqr field_factor_sqr

FsPower fs_power_of(FieldElement a) {
  if (FIELD_MONTGOMERY_FORM) {
    return field_factor_of_montgomery(a);
  }
  return fs_factor_limbs(a);
}

// Whether it takes a product to make an element of it, with fs_power_exit().
bool fs_power_leaves() {
  if (FIELD_MONTGOMERY_FORM) {
    return fs_factor_element_multiplies();
  }
  return true;
}

FieldElement fs_power_element(FsPower power) {
  if (fs_power_leaves()) {
    return fs_factor_value(power);
  }
  return field_factor_montgomery(power);
}

FsPower fs_power_radix_squared() {
  return fs_factor_radix_squared();
}

FsPower fs_power_exit() {
  if (FIELD_MONTGOMERY_FORM) {
    return fs_factor_limbs(field_r());
  }
  return fs_factor_limbs(fs_limbs_of(1u));
}

#else
#include "fieldstone/glsl/modulus/r_squared.glsl"
#define FsPower FieldElement
#define fs_power_mul field_montgomery_mul
#define fs_power_sqr field_montgomery_sqr

FsPower fs_power_of(FieldElement a) {
  return a;
}

bool fs_power_leaves() {
  return !FIELD_MONTGOMERY_FORM;
}

FieldElement fs_power_element(FsPower power) {
  return power;
}

FsPower fs_power_radix_squared() {
  return field_r_squared();
}

FsPower fs_power_exit() {
  return fs_limbs_of(1u);
}

#endif

// power^2 if asked for, and then times the factor if asked for.
FsPower fs_pow_steps(FsPower power, FsPower factor, bool squares, bool multiplies) {
#if FIELDSTONE_WORDS <= 2 || defined FIELDSTONE_STRATEGY_COLUMNS \
    || defined FIELDSTONE_STRATEGY_FLOAT64
  if (squares) {
    power = fs_power_sqr(power);
  }
  if (multiplies) {
    power = fs_power_mul(power, factor);
  }
#else
  // Squares gain nothing on products, and one product is half as much for the driver.
  [[dont_unroll]] for (uint i = squares ? 0u : 1u; i <= uint(multiplies); i++) {
    FsPower other = factor;
    if (i == 0u) {
      other = power;
    }
    power = fs_power_mul(power, other);
  }
#endif
  return power;
}

// a^k for a below p; a^0 is one, also for a = 0. HAC 14.79, left-to-right binary exponentiation, in
// Montgomery form: where a is canonical, a product with R^2 leads into it, and one with 1 out of
// it.
//
// k is meant to be the same for all threads, best a literal: the loops and branches are then
// uniform. At most one square and one product are spelled out, whatever k is.
FieldElement field_pow(FieldElement a, uint k) {
  if (k == 0u) {
    return field_one();
  }
  int top = findMSB(k);
  FsPower power = fs_power_of(a);
  FsPower factor = power;
  int bit = top - 1;
  if (!FIELD_MONTGOMERY_FORM) {
    factor = fs_power_radix_squared();
    bit = top;
  }
  int last = fs_power_leaves() ? -1 : 0;
  for (; bit >= last; bit--) {
    bool enters = bit == top;
    bool leaves = bit < 0;
    if (leaves) {
      factor = fs_power_exit();
    }
    bool multiplies = enters || leaves || (k >> bit & 1u) != 0u;
    power = fs_pow_steps(power, factor, !(enters || leaves), multiplies);
    if (enters) {
      factor = power;
    }
  }
  return fs_power_element(power);
}

#endif
