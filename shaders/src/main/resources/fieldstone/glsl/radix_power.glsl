// SPDX-License-Identifier: Apache-2.0
//
// Products of many canonical elements, for one Montgomery product each.
//
// The Montgomery product of k canonical elements and a Montgomery form x * R is R^-k times what the
// product of k Montgomery forms would be. So with x = R^k to start with, all factors R are there.

#ifndef FIELDSTONE_RADIX_POWER_GLSL
#define FIELDSTONE_RADIX_POWER_GLSL

#include "form.glsl"
#include "montgomery.glsl"
#include "r.glsl"
#include "r_squared.glsl"
#include "slots.glsl"

// The Montgomery form of R^k mod p. HAC 14.79, from those of 1 and of R, which are R and R^2.
Element radix_power(uint k) {
  Element power = field_r();
  [[dont_unroll]] for (int bit = findMSB(k); bit >= 0; bit--) {
    power = montgomery_sqr(power);
    if ((k >> bit & 1u) != 0u) {
      power = montgomery_mul(power, field_r_squared());
    }
  }
  return power;
}

// What a thread starts with to which it then multiplies `factors` elements in the form of the
// dispatch, by Montgomery products: their product comes out in Montgomery form.
//
// All threads of a workgroup call it, with the same number. One of them computes it, as that takes a
// product or two for each bit.
Element product_start(uint factors) {
  if (MONTGOMERY_FORM) {
    return field_r();
  }
  barrier();
  if (gl_LocalInvocationIndex == 0u) {
    slots_put(0u, radix_power(factors));
  }
  barrier();
  Element start = slots_get(0u);
  barrier();
  return start;
}

#endif
