// SPDX-License-Identifier: Apache-2.0
//
// Small powers.

#ifndef FIELDSTONE_POW_GLSL
#define FIELDSTONE_POW_GLSL

#include "constants.glsl"
#include "mul.glsl"

// a^k for a below p; a^0 is one, also for a = 0. HAC 14.79, left-to-right binary exponentiation.
//
// k is meant to be the same for all threads, best a literal: the loop and its branch are then
// uniform. One square and one product are spelled out, whatever k is.
Element field_pow(Element a, uint k) {
  if (k == 0u) {
    return field_one();
  }
  Element power = a;
  for (int bit = findMSB(k) - 1; bit >= 0; bit--) {
    power = field_sqr(power);
    if ((k >> bit & 1u) != 0u) {
      power = field_mul(power, a);
    }
  }
  return power;
}

#endif
