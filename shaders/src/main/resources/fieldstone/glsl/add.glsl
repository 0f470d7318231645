// SPDX-License-Identifier: Apache-2.0
//
// Modular addition. HAC 14.3: add as integers, then subtract p once if the sum reaches it.

#ifndef FIELDSTONE_ADD_GLSL
#define FIELDSTONE_ADD_GLSL

#include "reduce.glsl"

// (a + b) mod p, for a and b below p.
Element field_add(Element a, Element b) {
  uint carry;
  Element sum = limbs_add(a, b, carry);
  return reduce_once(sum, carry);
}

#endif
