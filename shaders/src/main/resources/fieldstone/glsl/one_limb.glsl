// SPDX-License-Identifier: Apache-2.0
//
// Montgomery multiplication of elements of one limb, 1x32 and 1x64: whole products, no loop.
//
// Montgomery, "Modular Multiplication Without Trial Division", Math. Comp. 44, 1985, with the sign
// of Plonky3's monty-31: t - m * p in place of t + m * p, for m = t * p^-1 mod R. The low halves
// are then equal and only the high ones are subtracted, both below p; no carry leaves the words,
// whether or not p uses its top bit.

#ifndef FIELDSTONE_ONE_LIMB_GLSL
#define FIELDSTONE_ONE_LIMB_GLSL

#include "goldilocks.glsl"
#include "n0_inv.glsl"
#include "sub.glsl"
#include "wide.glsl"

// p^-1 mod R.
Element field_inverse_modulus_r() {
  uint borrow;
#if FIELDSTONE_WORDS == 1
  Element negated = Element(uint[1](FIELDSTONE_N0_INV));
#else
  Element negated = Element(uint[2](FIELDSTONE_N0_INV, FIELDSTONE_N0_INV_HIGH));
#endif
  return limbs_sub(limbs_zero(), negated, borrow);
}

// (m * p - low) / R, for the m below R that makes it whole. It is below p.
Element montgomery_quotient(Element low) {
#if FIELDSTONE_WORDS == 2
  if (goldilocks_modulus()) {
    return goldilocks_quotient(low);
  }
#endif
  Element m = limbs_multiply_low(low, field_inverse_modulus_r());
  return limbs_multiply(m, field_modulus()).high;
}

// a * b / R mod p, with R = 2^(32 * FIELDSTONE_WORDS), for a below p and any b.
Element montgomery_mul(Element a, Element b) {
  Wide product = limbs_multiply(a, b);
  return field_sub(product.high, montgomery_quotient(product.low));
}

// a^2 / R mod p, for a below p.
Element montgomery_sqr(Element a) {
  return montgomery_mul(a, a);
}

// a / R mod p, for any a.
Element montgomery_reduce(Element a) {
  return field_sub(limbs_zero(), montgomery_quotient(a));
}

#endif
