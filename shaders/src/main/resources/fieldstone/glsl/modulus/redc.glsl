// SPDX-License-Identifier: Apache-2.0
//
// Montgomery reduction alone: division by R = 2^(32 * FIELDSTONE_WORDS), for half the work of a
// Montgomery product. On any device: 32-bit words.

#ifndef FIELDSTONE_MODULUS_REDC_GLSL
#define FIELDSTONE_MODULUS_REDC_GLSL

#if FIELDSTONE_WORDS <= 2
#include "fieldstone/glsl/multiply/one_limb.glsl"
#else

#include "fieldstone/glsl/modulus/n0_inv.glsl"
#include "fieldstone/glsl/modulus/reduce.glsl"
#include "fieldstone/glsl/integer/word.glsl"

// a / R mod p, for any a. HAC 14.32.
//
// Each step adds the m * p that makes the low word zero, and drops that word. In all less than R *
// p is added to less than R, and R taken out, so that at most p is left.
FieldElement field_montgomery_reduce(FieldElement a) {
  FieldElement p = field_modulus();
  for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    uint m = a.limb[0] * FIELDSTONE_N0_INV;
    uint carry = 0u;
    fs_word_multiply_add(p.limb[0], m, a.limb[0], carry);
    [[unroll]] for (int j = 1; j < FIELDSTONE_WORDS; j++) {
      a.limb[j - 1] = fs_word_multiply_add(p.limb[j], m, a.limb[j], carry);
    }
    a.limb[FIELDSTONE_WORDS - 1] = carry;
  }
  return fs_reduce_once(a, 0u);
}

#endif

#endif
