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

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a below p and any b.
FieldElement field_montgomery_mul(FieldElement a, FieldElement b) {
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
