// SPDX-License-Identifier: Apache-2.0
//
// From one form into the other, and from any integer to below p.

#ifndef FIELDSTONE_FIELD_CONVERT_GLSL
#define FIELDSTONE_FIELD_CONVERT_GLSL

#include "fieldstone/glsl/field/montgomery.glsl"
#include "fieldstone/glsl/modulus/r_squared.glsl"
#include "fieldstone/glsl/modulus/redc.glsl"
#include "fieldstone/glsl/integer/word.glsl"

// a * R mod p, for a below p.
FieldElement field_to_montgomery(FieldElement a) {
  return field_montgomery_mul(field_r_squared(), a);
}

// a / R mod p, for any a.
FieldElement field_from_montgomery(FieldElement a) {
  return field_montgomery_reduce(a);
}

#if FIELDSTONE_WORDS > 2

// a mod p, for any a and a p that has its top bit among the upper 13 of the top word.
//
// The quotient is estimated from the 16 upper bits of p and what a has of that weight, as in Knuth,
// The Art of Computer Programming 2, 4.3.1. Since a/p is below 2^13, the estimate is at most
// 1/4 + 2^-15 below it before it is cut to an integer, so that less than 2p is left.
FieldElement field_reduce_by_estimate(FieldElement a) {
  FieldElement p = field_modulus();
  const int top = FIELDSTONE_WORDS - 1;
  int below = findMSB(p.limb[top]) - 15;
  uint quotient = (a.limb[top] >> below) / ((p.limb[top] >> below) + 1u);
  uint carry = 0u;
  FieldElement multiple;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    multiple.limb[i] = fs_word_multiply_add(p.limb[i], quotient, 0u, carry);
  }
  uint borrow;
  return fs_reduce_once(fs_limbs_sub(a, multiple, borrow), 0u);
}

// a mod p, for any a. Where p is short, a / R is below p, and its product with R^2 is divided by R
// again.
FieldElement field_reduce(FieldElement a) {
  if (field_modulus().limb[FIELDSTONE_WORDS - 1] >> 19 != 0u) {
    return field_reduce_by_estimate(a);
  }
  return field_to_montgomery(field_montgomery_reduce(a));
}

#else

// a mod p, for any a: a / R is below p, and its product with R^2 is divided by R again.
FieldElement field_reduce(FieldElement a) {
  return field_to_montgomery(field_montgomery_reduce(a));
}

#endif

#endif
