// SPDX-License-Identifier: Apache-2.0
//
// Modular halving, the inverse of doubling: p is odd, so of a and a + p one is even.

#ifndef FIELDSTONE_HALVE_GLSL
#define FIELDSTONE_HALVE_GLSL

#include "modulus.glsl"

// a / 2 mod p, for a below p. The sum is below 2p, so that its half, carry included, is below p.
Element field_halve(Element a) {
  uint carry;
  Element even = limbs_add(a, limbs_mask(field_modulus(), a.limb[0] & 1u), carry);
  Element half_;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    uint above = i + 1 < FIELDSTONE_WORDS ? even.limb[min(i + 1, FIELDSTONE_WORDS - 1)] : carry;
    half_.limb[i] = (even.limb[i] >> 1) | (above << 31);
  }
  return half_;
}

#endif
