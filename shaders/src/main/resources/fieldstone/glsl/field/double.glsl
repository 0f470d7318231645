// SPDX-License-Identifier: Apache-2.0
//
// Modular doubling: an addition to itself, whose sum is a shift.

#ifndef FIELDSTONE_FIELD_DOUBLE_GLSL
#define FIELDSTONE_FIELD_DOUBLE_GLSL

#include "fieldstone/glsl/modulus/reduce.glsl"

// 2a mod p, for a below p.
FieldElement field_double(FieldElement a) {
  uint carry;
  FieldElement sum = fs_limbs_shift_left_1(a, carry);
  return fs_reduce_once(sum, carry);
}

#endif
