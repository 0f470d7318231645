// SPDX-License-Identifier: Apache-2.0
//
// Small powers.

#ifndef FIELDSTONE_POW_GLSL
#define FIELDSTONE_POW_GLSL

#include "constants.glsl"
#include "factor.glsl"
#include "form.glsl"

// A power in the making. Factors of floats are near enough to elements that they pay for two
// products; those of columns are not.
#if defined FIELDSTONE_STRATEGY_FLOAT64 && FIELDSTONE_WORDS > 2
#define Power Factor
#define power_mul factor_mul
#define power_sqr factor_sqr

Power power_of(Element a) {
  if (MONTGOMERY_FORM) {
    return factor_of(a);
  }
  return factor_limbs(a);
}

// Whether it takes a product to make an element of it, with power_exit().
const bool POWER_LEAVES = !MONTGOMERY_FORM || FACTOR_ELEMENT_MULTIPLIES;

Element power_element(Power power) {
  if (POWER_LEAVES) {
    return factor_value(power);
  }
  return factor_element(power);
}

Power power_radix_squared() {
  return factor_radix_squared();
}

Power power_exit() {
  if (MONTGOMERY_FORM) {
    return factor_limbs(field_r());
  }
  return factor_limbs(limbs_of(1u));
}

#else
#include "r_squared.glsl"
#define Power Element
#define power_mul montgomery_mul
#define power_sqr montgomery_sqr

Power power_of(Element a) {
  return a;
}

const bool POWER_LEAVES = !MONTGOMERY_FORM;

Element power_element(Power power) {
  return power;
}

Power power_radix_squared() {
  return field_r_squared();
}

Power power_exit() {
  return limbs_of(1u);
}

#endif

// power^2 if asked for, and then times the factor if asked for.
Power pow_steps(Power power, Power factor, bool squares, bool multiplies) {
#if FIELDSTONE_WORDS <= 2 || defined FIELDSTONE_STRATEGY_COLUMNS \
    || defined FIELDSTONE_STRATEGY_FLOAT64
  if (squares) {
    power = power_sqr(power);
  }
  if (multiplies) {
    power = power_mul(power, factor);
  }
#else
  // Squares gain nothing on products, and one product is half as much for the driver.
  [[dont_unroll]] for (uint i = squares ? 0u : 1u; i <= uint(multiplies); i++) {
    Power other = factor;
    if (i == 0u) {
      other = power;
    }
    power = power_mul(power, other);
  }
#endif
  return power;
}

// a^k for a below p; a^0 is one, also for a = 0. HAC 14.79, left-to-right binary exponentiation, in
// Montgomery form: where a is canonical, a product with R^2 leads into it, and one with 1 out of it.
//
// k is meant to be the same for all threads, best a literal: the loops and branches are then uniform.
// At most one square and one product are spelled out, whatever k is.
Element field_pow(Element a, uint k) {
  if (k == 0u) {
    return field_one();
  }
  int top = findMSB(k);
  Power power = power_of(a);
  Power factor = power;
  int bit = top - 1;
  if (!MONTGOMERY_FORM) {
    factor = power_radix_squared();
    bit = top;
  }
  for (; bit >= (POWER_LEAVES ? -1 : 0); bit--) {
    bool enters = bit == top;
    bool leaves = bit < 0;
    if (leaves) {
      factor = power_exit();
    }
    bool multiplies = enters || leaves || (k >> bit & 1u) != 0u;
    power = pow_steps(power, factor, !(enters || leaves), multiplies);
    if (enters) {
      factor = power;
    }
  }
  return power_element(power);
}

#endif
