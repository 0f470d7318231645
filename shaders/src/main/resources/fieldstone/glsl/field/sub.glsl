// SPDX-License-Identifier: Apache-2.0
//
// Modular subtraction. HAC 14.3: subtract as integers, then add p once if that went below zero.

#ifndef FIELDSTONE_FIELD_SUB_GLSL
#define FIELDSTONE_FIELD_SUB_GLSL

#include "fieldstone/glsl/modulus/modulus.glsl"

// (a - b) mod p, for a and b below p.
FieldElement field_sub(FieldElement a, FieldElement b) {
#if FIELDSTONE_WORDS == 1
  if (fs_modulus_spares_bit()) {
    uint word = a.limb[0] - b.limb[0];
    return FieldElement(uint[1](min(word, word + FIELDSTONE_P0)));
  }
#endif
  uint borrow;
  FieldElement difference = fs_limbs_sub(a, b, borrow);
  uint carry;  // where p is added it cancels the borrow, so nothing is lost with it
  return fs_limbs_add(difference, fs_limbs_mask(field_modulus(), borrow), carry);
}

#endif
