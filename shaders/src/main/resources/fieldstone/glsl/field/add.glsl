// SPDX-License-Identifier: Apache-2.0
//
// Modular addition. HAC 14.3: add as integers, then subtract p once if the sum reaches it.

#ifndef FIELDSTONE_FIELD_ADD_GLSL
#define FIELDSTONE_FIELD_ADD_GLSL

#include "fieldstone/glsl/modulus/reduce.glsl"

// (a + b) mod p, for a and b below p.
FieldElement field_add(FieldElement a, FieldElement b) {
  uint carry;
  FieldElement sum = fs_limbs_add(a, b, carry);
  return fs_reduce_once(sum, carry);
}

#endif
