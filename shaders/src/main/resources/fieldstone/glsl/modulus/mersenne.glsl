// SPDX-License-Identifier: Apache-2.0
//
// Products modulo a Mersenne prime 2^k - 1 of one word, such as 2^31 - 1: the bits from k on are
// added to those below. HAC 14.3.4.
//
// They are chosen by a condition on the modulus, which a driver decides when it makes the pipeline.

#ifndef FIELDSTONE_MODULUS_MERSENNE_GLSL
#define FIELDSTONE_MODULUS_MERSENNE_GLSL

#if FIELDSTONE_WORDS == 1

#include "fieldstone/glsl/modulus/reduce.glsl"
#include "fieldstone/glsl/integer/wide.glsl"

// 2^32 - 1 is none, and its k would be no shift of a word.
bool fs_mersenne_modulus() {
  return (FIELDSTONE_P0 & (FIELDSTONE_P0 + 1u)) == 0u && FIELDSTONE_P0 != 0xffffffffu;
}

// a * b mod p, for a and b below p: both parts of the product are at most p, the high one less.
FieldElement fs_mersenne_mul(FieldElement a, FieldElement b) {
  FsWide product = fs_limbs_multiply(a, b);
  int k = bitCount(FIELDSTONE_P0);
  uint above = (product.high.limb[0] << (32 - k)) | (product.low.limb[0] >> k);
  uint below = product.low.limb[0] & FIELDSTONE_P0;
  return fs_reduce_once(FieldElement(uint[1](above + below)), 0u);
}

#endif

#endif
