// SPDX-License-Identifier: Apache-2.0
//
// Products modulo the Goldilocks prime 2^64 - 2^32 + 1, whose reductions need no multiplication.
//
// They are chosen by a condition on the modulus, which a driver decides when it makes the pipeline.

#ifndef FIELDSTONE_MODULUS_GOLDILOCKS_GLSL
#define FIELDSTONE_MODULUS_GOLDILOCKS_GLSL

#if FIELDSTONE_WORDS == 2

#include "fieldstone/glsl/modulus/reduce.glsl"
#include "fieldstone/glsl/integer/wide.glsl"

bool fs_goldilocks_modulus() {
  return FIELDSTONE_P0 == 1u && FIELDSTONE_P1 == 0xffffffffu;
}

// (m * p - low) / 2^64, for the m below 2^64 that makes it whole: with p^-1 = 2^32 + 1 mod 2^64,
// m = low + 2^32 * low and the quotient is m - m / 2^32 - (the carry out of m).
// Pornin, "EcGFp5: a Specialized Elliptic Curve", 2022. Where m carries, its high word is not all
// ones, so that adding the carry to it loses nothing.
FieldElement fs_goldilocks_quotient(FieldElement low) {
#ifdef FIELDSTONE_STRATEGY_WIDE
  uint64_t word = fs_limbs_word(low);
  uint64_t m = word + (word << 32);
  return fs_limbs_of_word(m - (m >> 32) - uint64_t(m < word));
#else
  uint carry;
  uint m_high = uaddCarry(low.limb[1], low.limb[0], carry);
  FieldElement quotient;
  uint borrow;
  quotient.limb[0] = usubBorrow(low.limb[0], m_high + carry, borrow);
  quotient.limb[1] = m_high - borrow;
  return quotient;
#endif
}

// The product mod p, from 2^64 = 2^32 - 1 and 2^96 = -1 mod p. As reduce128 of Plonky2's
// goldilocks_field.rs, with a last step to below p.
//
// A carry or borrow out of the words is worth 2^64, thus 2^32 - 1; taking it in makes no second
// one: a difference that wrapped is at least 2^64 - 2^32 + 1, a sum that wrapped at most 2^64 -
// 2^33.
FieldElement fs_goldilocks_mul(FieldElement a, FieldElement b) {
  FsWide product = fs_limbs_multiply(a, b);
  uint flag;
  uint ignored;

  // low - 2^96's share
  FieldElement top = FieldElement(uint[2](product.high.limb[1], 0u));
  FieldElement sum = fs_limbs_sub(product.low, top, flag);
  sum = fs_limbs_sub(sum, FieldElement(uint[2](0u - flag, 0u)), ignored);

  // + 2^64's share, times 2^32 - 1
  uint middle = product.high.limb[0];
  uint borrow;
  uint middle_low = usubBorrow(0u, middle, borrow);
  sum = fs_limbs_add(sum, FieldElement(uint[2](middle_low, middle - borrow)), flag);
  sum = fs_limbs_add(sum, FieldElement(uint[2](0u - flag, 0u)), ignored);
  return fs_reduce_once(sum, 0u);
}

#endif

#endif
