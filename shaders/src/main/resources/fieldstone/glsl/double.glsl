// SPDX-License-Identifier: Apache-2.0
//
// Modular doubling: an addition to itself, whose sum is a shift.

#ifndef FIELDSTONE_DOUBLE_GLSL
#define FIELDSTONE_DOUBLE_GLSL

#include "reduce.glsl"

// 2a mod p, for a below p.
Element field_double(Element a) {
  uint carry;
  Element sum = limbs_shift_left_1(a, carry);
  return reduce_once(sum, carry);
}

#endif
