// SPDX-License-Identifier: Apache-2.0
//
// Signed multiple-precision integers in limbs of 30 bits, the form in which an inversion works:
// sums of a few products of limbs fit 64 bits. All limbs but the top one are in [0, 2^30); the top
// one carries the sign, in two's complement.

#ifndef FIELDSTONE_INVERSE_LIMBS_GLSL
#define FIELDSTONE_INVERSE_LIMBS_GLSL

#include "limbs.glsl"

#define SIGNED_BITS 30
#define SIGNED_MASK 0x3fffffff

// Enough for values in (-2p, 2p) of a p that fills its words.
#define SIGNED_LIMBS ((32 * FIELDSTONE_WORDS + 1) / SIGNED_BITS + 1)

struct Signed {
  int limb[SIGNED_LIMBS];
};

Signed signed_zero() {
  Signed zero;
  [[unroll]] for (int i = 0; i < SIGNED_LIMBS; i++) {
    zero.limb[i] = 0;
  }
  return zero;
}

Signed signed_one() {
  Signed one = signed_zero();
  one.limb[0] = 1;
  return one;
}

Signed signed_of(Element a) {
  Signed result;
  [[unroll]] for (int i = 0; i < SIGNED_LIMBS; i++) {
    int word = i * SIGNED_BITS / 32;
    int shift = i * SIGNED_BITS % 32;
    uint bits = 0u;
    if (word < FIELDSTONE_WORDS) {
      bits = a.limb[word] >> shift;
    }
    if (shift > 32 - SIGNED_BITS && word + 1 < FIELDSTONE_WORDS) {
      bits |= a.limb[word + 1] << (32 - shift);
    }
    result.limb[i] = int(bits) & SIGNED_MASK;
  }
  return result;
}

// The element of a value in [0, 2^(32 * FIELDSTONE_WORDS)). A word never takes bits of three limbs,
// since it starts at an even bit of one.
Element signed_element(Signed a) {
  Element element;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    int limb = i * 32 / SIGNED_BITS;
    int shift = i * 32 % SIGNED_BITS;
    element.limb[i] =
        (uint(a.limb[limb]) >> shift) | (uint(a.limb[limb + 1]) << (SIGNED_BITS - shift));
  }
  return element;
}

// All ones where a is negative, zero where it is not.
int signed_sign(Signed a) {
  return a.limb[SIGNED_LIMBS - 1] >> 31;
}

// The limbs of a brought back into their range, for limbs in (-2^31, 2^31).
Signed signed_carry(Signed a) {
  [[unroll]] for (int i = 0; i < SIGNED_LIMBS - 1; i++) {
    a.limb[i + 1] += a.limb[i] >> SIGNED_BITS;
    a.limb[i] &= SIGNED_MASK;
  }
  return a;
}

// 1 where a is not zero, 0 where it is.
uint signed_nonzero(Signed a) {
  int bits = 0;
  [[unroll]] for (int i = 0; i < SIGNED_LIMBS; i++) {
    bits |= a.limb[i];
  }
  return uint(bits != 0);
}

#endif
