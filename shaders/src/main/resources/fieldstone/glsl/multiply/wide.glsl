// SPDX-License-Identifier: Apache-2.0
//
// Montgomery multiplication with 32-bit words and 64-bit carries, for devices that have 64-bit
// integers: multiply/portable.glsl (CIOS; Koc, Acar, Kaliski, IEEE Micro 16(3), 1996), with a
// product and its two sums in one 64-bit integer, and its loop unrolled.

#ifndef FIELDSTONE_MULTIPLY_WIDE_GLSL
#define FIELDSTONE_MULTIPLY_WIDE_GLSL

#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require

#include "fieldstone/glsl/modulus/n0_inv.glsl"
#include "fieldstone/glsl/modulus/reduce.glsl"

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a below p and any b.
FieldElement field_montgomery_mul(FieldElement a, FieldElement b) {
  FieldElement p = field_modulus();
  FieldElement sum = fs_limbs_zero();
  // The word above the limbs: below 2p, thus 0 or 1; not always 0 where p uses its top bit.
  uint64_t above = uint64_t(0u);
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    // sum += a * limb i of b
    uint64_t carry = uint64_t(0u);
    [[unroll]] for (int j = 0; j < FIELDSTONE_WORDS; j++) {
      carry += uint64_t(a.limb[j]) * uint64_t(b.limb[i]) + uint64_t(sum.limb[j]);
      sum.limb[j] = uint(carry);
      carry >>= 32;
    }
    above += carry;

    // sum = (sum + m * p) / 2^32, for the m that makes the low word zero
    uint m = sum.limb[0] * FIELDSTONE_N0_INV;
    carry = uint64_t(m) * uint64_t(p.limb[0]) + uint64_t(sum.limb[0]) >> 32;
    [[unroll]] for (int j = 1; j < FIELDSTONE_WORDS; j++) {
      carry += uint64_t(m) * uint64_t(p.limb[j]) + uint64_t(sum.limb[j]);
      sum.limb[j - 1] = uint(carry);
      carry >>= 32;
    }
    carry += above;
    sum.limb[FIELDSTONE_WORDS - 1] = uint(carry);
    above = carry >> 32;
  }
  return fs_reduce_once(sum, uint(above));
}

// a^2 / R mod p, for a below p.
FieldElement field_montgomery_sqr(FieldElement a) {
  return field_montgomery_mul(a, a);
}

#endif
