// SPDX-License-Identifier: Apache-2.0
//
// Small powers.

#ifndef FIELDSTONE_POW_GLSL
#define FIELDSTONE_POW_GLSL

#include "constants.glsl"
#include "convert.glsl"
#include "factor.glsl"
#include "form.glsl"

// a^k for a below p; a^0 is one, also for a = 0. HAC 14.79, left-to-right binary exponentiation, in
// Montgomery form: where a is canonical, one product leads into it and a reduction out of it.
//
// k is meant to be the same for all threads, best a literal: the loop and its branch are then
// uniform. One square and one product are spelled out, whatever k is.
Element field_pow(Element a, uint k) {
  if (k == 0u) {
    return field_one();
  }
  if (!MONTGOMERY_FORM) {
    a = field_to_montgomery(a);
  }
  Factor factor = factor_of(a);
  Factor power = factor;
  for (int bit = findMSB(k) - 1; bit >= 0; bit--) {
    power = factor_sqr(power);
    if ((k >> bit & 1u) != 0u) {
      power = factor_mul(power, factor);
    }
  }
  a = factor_element(power);
  if (!MONTGOMERY_FORM) {
    a = field_from_montgomery(a);
  }
  return a;
}

#endif
