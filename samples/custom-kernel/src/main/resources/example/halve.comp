// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] / 2 mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/unary.glsl"
#include "fieldstone/glsl/modulus/modulus.glsl"

FieldElement apply(FieldElement a) {
  // p is odd: where a is, a + p is even.
  uint carry;
  FieldElement even = fs_limbs_add(a, fs_limbs_mask(field_modulus(), a.limb[0] & 1u), carry);
  FieldElement half_;
  for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    uint above = i + 1 < FIELDSTONE_WORDS ? even.limb[i + 1] : carry;
    half_.limb[i] = (even.limb[i] >> 1) | (above << 31);
  }
  return half_;
}
