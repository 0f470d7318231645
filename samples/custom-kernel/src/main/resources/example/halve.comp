// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] / 2 mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/unary.glsl"
#include "fieldstone/glsl/modulus.glsl"

Element apply(Element a) {
  // p is odd: where a is, a + p is even.
  uint carry;
  Element even = limbs_add(a, limbs_mask(field_modulus(), a.limb[0] & 1u), carry);
  Element half_;
  for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    uint above = i + 1 < FIELDSTONE_WORDS ? even.limb[i + 1] : carry;
    half_.limb[i] = (even.limb[i] >> 1) | (above << 31);
  }
  return half_;
}
