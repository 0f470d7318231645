// SPDX-License-Identifier: Apache-2.0
//
// Products of two elements as integers, for elements of one limb.

#ifndef FIELDSTONE_WIDE_GLSL
#define FIELDSTONE_WIDE_GLSL

#include "limbs.glsl"
#include "word.glsl"

// high * 2^(32 * FIELDSTONE_WORDS) + low
struct Wide {
  Element low;
  Element high;
};

#if FIELDSTONE_WORDS == 1

Wide limbs_multiply(Element a, Element b) {
  Wide product;
  umulExtended(a.limb[0], b.limb[0], product.high.limb[0], product.low.limb[0]);
  return product;
}

// The low half alone.
Element limbs_multiply_low(Element a, Element b) {
  return Element(uint[1](a.limb[0] * b.limb[0]));
}

#elif FIELDSTONE_WORDS == 2

// HAC 14.12, unrolled.
Wide limbs_multiply(Element a, Element b) {
  Wide product;
  uint carry = 0u;
  product.low.limb[0] = word_multiply_add(a.limb[0], b.limb[0], 0u, carry);
  product.low.limb[1] = word_multiply_add(a.limb[1], b.limb[0], 0u, carry);
  product.high.limb[0] = carry;
  carry = 0u;
  product.low.limb[1] = word_multiply_add(a.limb[0], b.limb[1], product.low.limb[1], carry);
  product.high.limb[0] = word_multiply_add(a.limb[1], b.limb[1], product.high.limb[0], carry);
  product.high.limb[1] = carry;
  return product;
}

// The low half alone.
Element limbs_multiply_low(Element a, Element b) {
  Element product;
  uint carry = 0u;
  product.limb[0] = word_multiply_add(a.limb[0], b.limb[0], 0u, carry);
  product.limb[1] = a.limb[1] * b.limb[0] + a.limb[0] * b.limb[1] + carry;
  return product;
}

#endif

#endif
