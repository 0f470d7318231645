// SPDX-License-Identifier: Apache-2.0
//
// Montgomery reduction alone: division by R = 2^(32 * FIELDSTONE_WORDS), for half the work of a
// Montgomery product. On any device: 32-bit words.

#ifndef FIELDSTONE_REDC_GLSL
#define FIELDSTONE_REDC_GLSL

#if FIELDSTONE_WORDS <= 2
#include "one_limb.glsl"
#else

#include "n0_inv.glsl"
#include "reduce.glsl"
#include "word.glsl"

// a / R mod p, for any a. HAC 14.32.
//
// Each step adds the m * p that makes the low word zero, and drops that word. In all less than R * p
// is added to less than R, and R taken out, so that at most p is left.
Element montgomery_reduce(Element a) {
  Element p = field_modulus();
  for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    uint m = a.limb[0] * FIELDSTONE_N0_INV;
    uint carry = 0u;
    word_multiply_add(p.limb[0], m, a.limb[0], carry);
    [[unroll]] for (int j = 1; j < FIELDSTONE_WORDS; j++) {
      a.limb[j - 1] = word_multiply_add(p.limb[j], m, a.limb[j], carry);
    }
    a.limb[FIELDSTONE_WORDS - 1] = carry;
  }
  return reduce_once(a, 0u);
}

#endif

#endif
