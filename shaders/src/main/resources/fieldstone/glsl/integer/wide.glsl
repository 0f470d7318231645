// SPDX-License-Identifier: Apache-2.0
//
// Products of two elements as integers, for elements of one limb.

#ifndef FIELDSTONE_INTEGER_WIDE_GLSL
#define FIELDSTONE_INTEGER_WIDE_GLSL

#include "fieldstone/glsl/integer/limbs.glsl"
#include "fieldstone/glsl/integer/word.glsl"

// high * 2^(32 * FIELDSTONE_WORDS) + low
struct FsWide {
  FieldElement low;
  FieldElement high;
};

#if FIELDSTONE_WORDS == 1

#ifdef FIELDSTONE_STRATEGY_WIDE
FsWide fs_limbs_multiply(FieldElement a, FieldElement b) {
  uvec2 words = unpackUint2x32(uint64_t(a.limb[0]) * uint64_t(b.limb[0]));
  return FsWide(FieldElement(uint[1](words.x)), FieldElement(uint[1](words.y)));
}
#else
FsWide fs_limbs_multiply(FieldElement a, FieldElement b) {
  FsWide product;
  umulExtended(a.limb[0], b.limb[0], product.high.limb[0], product.low.limb[0]);
  return product;
}
#endif

// The low half alone.
FieldElement fs_limbs_multiply_low(FieldElement a, FieldElement b) {
  return FieldElement(uint[1](a.limb[0] * b.limb[0]));
}

#elif FIELDSTONE_WORDS == 2

#ifdef FIELDSTONE_STRATEGY_WIDE
// HAC 14.12, unrolled: a product of limbs and two more limbs fit 64 bits.
FsWide fs_limbs_multiply(FieldElement a, FieldElement b) {
  uint64_t low = uint64_t(a.limb[0]) * uint64_t(b.limb[0]);
  uint64_t middle = uint64_t(a.limb[1]) * uint64_t(b.limb[0]) + (low >> 32);
  uint64_t other = uint64_t(a.limb[0]) * uint64_t(b.limb[1]) + uint64_t(uint(middle));
  uint64_t high = uint64_t(a.limb[1]) * uint64_t(b.limb[1]) + (middle >> 32) + (other >> 32);
  return FsWide(FieldElement(uint[2](uint(low), uint(other))), fs_limbs_of_word(high));
}
#else
// HAC 14.12, unrolled.
FsWide fs_limbs_multiply(FieldElement a, FieldElement b) {
  FsWide product;
  uint carry = 0u;
  product.low.limb[0] = fs_word_multiply_add(a.limb[0], b.limb[0], 0u, carry);
  product.low.limb[1] = fs_word_multiply_add(a.limb[1], b.limb[0], 0u, carry);
  product.high.limb[0] = carry;
  carry = 0u;
  product.low.limb[1] = fs_word_multiply_add(a.limb[0], b.limb[1], product.low.limb[1], carry);
  product.high.limb[0] = fs_word_multiply_add(a.limb[1], b.limb[1], product.high.limb[0], carry);
  product.high.limb[1] = carry;
  return product;
}
#endif

// The low half alone.
FieldElement fs_limbs_multiply_low(FieldElement a, FieldElement b) {
  FieldElement product;
  uint carry = 0u;
  product.limb[0] = fs_word_multiply_add(a.limb[0], b.limb[0], 0u, carry);
  product.limb[1] = a.limb[1] * b.limb[0] + a.limb[0] * b.limb[1] + carry;
  return product;
}

#endif

#endif
