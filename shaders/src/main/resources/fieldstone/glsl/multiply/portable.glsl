// SPDX-License-Identifier: Apache-2.0
//
// Montgomery multiplication, for any odd modulus and on any device: 32-bit words, no 64-bit
// integers.
//
// The coarsely integrated operand scanning (CIOS) of Koc, Acar, Kaliski, "Analyzing and Comparing
// Montgomery Multiplication Algorithms", IEEE Micro 16(3), 1996; as HAC 14.36, with the division by
// the radix shared out over the words.

#ifndef FIELDSTONE_MULTIPLY_PORTABLE_GLSL
#define FIELDSTONE_MULTIPLY_PORTABLE_GLSL

#include "fieldstone/glsl/modulus/n0_inv.glsl"
#include "fieldstone/glsl/modulus/reduce.glsl"
#include "fieldstone/glsl/integer/word.glsl"

// A kernel that multiplies ten thousand times in one invocation has four words to a turn: Mesa's
// CPU driver ends the loops of an invocation after 65,535 turns of all of them, and says nothing.
#ifdef FS_FEWER_TURNS
#define FS_FOR_EACH_WORD(i) \
  for (int fs_word = 0; fs_word < FIELDSTONE_WORDS; fs_word += 4) \
    [[unroll]] for (int i = 0; i < 4; i++)
#else
#define FS_FOR_EACH_WORD(i) for (int i = 0; i < FIELDSTONE_WORDS; i++)
#endif

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a below p and any b.
//
// Before and after each step the sum is below 2p, thus `above`, its word above the limbs, 0 or 1.
// It is not always 0 where p uses its top bit.
//
// The outer loop is left to the driver to unroll: a module that spells every step out takes ten
// times as long to compile. So that no limb is picked by a variable, which would move the limbs to
// memory, the limbs of b move down past the first one instead.
FieldElement field_montgomery_mul(FieldElement a, FieldElement b) {
  FieldElement p = field_modulus();
  FieldElement sum;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    sum.limb[i] = 0u;
  }
  uint above = 0u;
  FS_FOR_EACH_WORD(i) {
    // sum += a * limb i of b
    uint carry = 0u;
    [[unroll]] for (int j = 0; j < FIELDSTONE_WORDS; j++) {
      sum.limb[j] = fs_word_multiply_add(a.limb[j], b.limb[0], sum.limb[j], carry);
    }
    uint above_carry;
    above = uaddCarry(above, carry, above_carry);

    // sum = (sum + m * p) / 2^32, for the m that makes the low word zero
    uint m = sum.limb[0] * FIELDSTONE_N0_INV;
    carry = 0u;
    fs_word_multiply_add(p.limb[0], m, sum.limb[0], carry);
    [[unroll]] for (int j = 1; j < FIELDSTONE_WORDS; j++) {
      sum.limb[j - 1] = fs_word_multiply_add(p.limb[j], m, sum.limb[j], carry);
      b.limb[j - 1] = b.limb[j];
    }
    uint top_carry;
    sum.limb[FIELDSTONE_WORDS - 1] = uaddCarry(above, carry, top_carry);
    above = above_carry + top_carry;
  }
  return fs_reduce_once(sum, above);
}

// a^2 / R mod p, for a below p.
FieldElement field_montgomery_sqr(FieldElement a) {
  return field_montgomery_mul(a, a);
}

#endif
