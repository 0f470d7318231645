// SPDX-License-Identifier: Apache-2.0
//
// Small powers.

#ifndef FIELDSTONE_POW_GLSL
#define FIELDSTONE_POW_GLSL

#include "constants.glsl"
#include "form.glsl"
#include "montgomery.glsl"
#include "r_squared.glsl"

#if FIELDSTONE_WORDS > 2

// power^2, or power * factor.
Element pow_step(Element power, Element factor, bool squares) {
#ifdef FIELDSTONE_STRATEGY_FLOAT64
  // A square of floats takes the driver longer than a product, which has to be there anyway.
  if (squares) {
    factor = power;
  }
  return montgomery_mul(power, factor);
#else
  if (squares) {
    return montgomery_sqr(power);
  }
  return montgomery_mul(power, factor);
#endif
}

// power^2 if asked for, and then times the factor if asked for.
Element pow_steps(Element power, Element factor, bool squares, bool multiplies) {
  [[dont_unroll]] for (uint i = squares ? 0u : 1u; i <= uint(multiplies); i++) {
    power = pow_step(power, factor, i == 0u);
  }
  return power;
}

#else

// The same for short products, for which a loop is long.
Element pow_steps(Element power, Element factor, bool squares, bool multiplies) {
  if (squares) {
    power = montgomery_mul(power, power);
  }
  if (multiplies) {
    power = montgomery_mul(power, factor);
  }
  return power;
}

#endif

// a^k for a below p; a^0 is one, also for a = 0. HAC 14.79, left-to-right binary exponentiation, in
// Montgomery form: where a is canonical, a product with R^2 leads into it, and one with 1 out of it.
//
// k is meant to be the same for all threads, best a literal: the loops and branches are then uniform.
// One square and one product are spelled out, whatever k is.
Element field_pow(Element a, uint k) {
  if (k == 0u) {
    return field_one();
  }
  int top = findMSB(k);
  Element power = a;
  Element factor = a;
  int bit = top - 1;
  int last = 0;
  if (!MONTGOMERY_FORM) {
    factor = field_r_squared();
    bit = top;
    last = -1;
  }
  for (; bit >= last; bit--) {
    bool enters = bit == top;
    bool leaves = bit < 0;
    if (leaves) {
      factor = limbs_of(1u);
    }
    bool multiplies = enters || leaves || (k >> bit & 1u) != 0u;
    power = pow_steps(power, factor, !(enters || leaves), multiplies);
    if (enters) {
      factor = power;
    }
  }
  return power;
}

#endif
