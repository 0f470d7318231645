// SPDX-License-Identifier: Apache-2.0
//
// Modular subtraction. HAC 14.3: subtract as integers, then add p once if that went below zero.

#ifndef FIELDSTONE_SUB_GLSL
#define FIELDSTONE_SUB_GLSL

#include "modulus.glsl"

// (a - b) mod p, for a and b below p.
Element field_sub(Element a, Element b) {
  uint borrow;
  Element difference = limbs_sub(a, b, borrow);
  uint carry;  // where p is added it cancels the borrow, so nothing is lost with it
  return limbs_add(difference, limbs_mask(field_modulus(), borrow), carry);
}

#endif
