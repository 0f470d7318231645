// SPDX-License-Identifier: Apache-2.0
//
// Montgomery multiplication of elements of one limb, 1x32 and 1x64: whole products, no loop.
//
// Montgomery, "Modular Multiplication Without Trial Division", Math. Comp. 44, 1985, with the sign
// of Plonky3's monty-31: t - m * p in place of t + m * p, for m = t * p^-1 mod R. The low halves
// are then equal and only the high ones are subtracted, both below p; no carry leaves the words,
// whether or not p uses its top bit.

#ifndef FIELDSTONE_MULTIPLY_ONE_LIMB_GLSL
#define FIELDSTONE_MULTIPLY_ONE_LIMB_GLSL

#include "fieldstone/glsl/modulus/goldilocks.glsl"
#include "fieldstone/glsl/modulus/n0_inv.glsl"
#include "fieldstone/glsl/field/sub.glsl"
#include "fieldstone/glsl/integer/wide.glsl"

// p^-1 mod R.
FieldElement field_inverse_modulus_r() {
  uint borrow;
#if FIELDSTONE_WORDS == 1
  FieldElement negated = FieldElement(uint[1](FIELDSTONE_N0_INV));
#else
  FieldElement negated = FieldElement(uint[2](FIELDSTONE_N0_INV, FIELDSTONE_N0_INV_HIGH));
#endif
  return fs_limbs_sub(fs_limbs_zero(), negated, borrow);
}

// (m * p - low) / R, for the m below R that makes it whole. It is below p.
FieldElement fs_montgomery_quotient(FieldElement low) {
#if FIELDSTONE_WORDS == 2
  if (fs_goldilocks_modulus()) {
    return fs_goldilocks_quotient(low);
  }
#endif
  FieldElement m = fs_limbs_multiply_low(low, field_inverse_modulus_r());
  return fs_limbs_multiply(m, field_modulus()).high;
}

#ifdef FIELDSTONE_STRATEGY_WIDE
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
#include "fieldstone/glsl/modulus/reduce.glsl"

#if FIELDSTONE_WORDS == 1

// sum / R mod p, for a sum below R p, of a p that spares a bit: with m = -sum * p^-1 mod R,
// sum + m * p fits 64 bits, and its high word is below 2p. NVIDIA's compiler makes four
// instructions of a product this way, and seven of differences.
FieldElement fs_montgomery_reduce_wide(uint64_t sum) {
  uint m = uint(sum) * FIELDSTONE_N0_INV;
  sum += uint64_t(m) * uint64_t(FIELDSTONE_P0);
  return fs_reduce_once(FieldElement(uint[1](uint(sum >> 32))), 0u);
}

#elif FIELDSTONE_WORDS == 2

// high - fs_goldilocks_quotient(low), of one difference only: with s = low / 2^32 + low mod 2^32,
// m is low + 2^32 s, and m / 2^32 and the carry out of m, which are added, have room above high,
// below p - 1. Below zero, the difference is as much too large as 2^64 is more than p.
FieldElement fs_goldilocks_difference(FsWide product) {
  uint64_t sum = uint64_t(product.low.limb[1]) + uint64_t(product.low.limb[0]);
  uint m = uint(sum);
  uint64_t more = fs_limbs_word(product.high) + uint64_t(m + uint(sum >> 32));
  uint64_t less = fs_limbs_word(FieldElement(uint[2](product.low.limb[0], m)));
  return fs_limbs_of_word(more - less - uint64_t(more < less ? 0xffffffffu : 0u));
}

#endif
#endif

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a below p and any b.
FieldElement field_montgomery_mul(FieldElement a, FieldElement b) {
#ifdef FIELDSTONE_STRATEGY_WIDE
#if FIELDSTONE_WORDS == 1
  if (fs_modulus_spares_bit()) {
    return fs_montgomery_reduce_wide(uint64_t(a.limb[0]) * uint64_t(b.limb[0]));
  }
#elif FIELDSTONE_WORDS == 2
  if (fs_goldilocks_modulus()) {
    return fs_goldilocks_difference(fs_limbs_multiply(a, b));
  }
#endif
#endif
  FsWide product = fs_limbs_multiply(a, b);
  return field_sub(product.high, fs_montgomery_quotient(product.low));
}

// a^2 / R mod p, for a below p.
FieldElement field_montgomery_sqr(FieldElement a) {
  return field_montgomery_mul(a, a);
}

// a / R mod p, for any a.
FieldElement field_montgomery_reduce(FieldElement a) {
  return field_sub(fs_limbs_zero(), fs_montgomery_quotient(a));
}

#endif
