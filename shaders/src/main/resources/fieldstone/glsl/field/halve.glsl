// SPDX-License-Identifier: Apache-2.0
//
// Modular halving, the inverse of doubling: p is odd, so of a and a + p one is even.

#ifndef FIELDSTONE_FIELD_HALVE_GLSL
#define FIELDSTONE_FIELD_HALVE_GLSL

#include "fieldstone/glsl/modulus/modulus.glsl"

// a / 2 mod p, for a below p. The sum is below 2p, so that its half, carry included, is below p.
FieldElement field_halve(FieldElement a) {
  uint carry;
  FieldElement even = fs_limbs_add(a, fs_limbs_mask(field_modulus(), a.limb[0] & 1u), carry);
  FieldElement half_;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    uint above = i + 1 < FIELDSTONE_WORDS ? even.limb[min(i + 1, FIELDSTONE_WORDS - 1)] : carry;
    half_.limb[i] = (even.limb[i] >> 1) | (above << 31);
  }
  return half_;
}

#endif
