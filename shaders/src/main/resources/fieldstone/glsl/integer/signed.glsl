// SPDX-License-Identifier: Apache-2.0
//
// Signed multiple-precision integers in limbs of 30 bits, the form in which an inversion works:
// sums of a few products of limbs fit 64 bits. All limbs but the top one are in [0, 2^30); the top
// one carries the sign, in two's complement.

#ifndef FIELDSTONE_INTEGER_SIGNED_GLSL
#define FIELDSTONE_INTEGER_SIGNED_GLSL

#include "fieldstone/glsl/integer/limbs.glsl"

#define FS_SIGNED_BITS 30
#define FS_SIGNED_MASK 0x3fffffff

// Enough for values in (-2p, 2p) of a p that fills its words.
#define FS_SIGNED_LIMBS ((32 * FIELDSTONE_WORDS + 1) / FS_SIGNED_BITS + 1)

struct FsSigned {
  int limb[FS_SIGNED_LIMBS];
};

FsSigned fs_signed_zero() {
  FsSigned zero;
  [[unroll]] for (int i = 0; i < FS_SIGNED_LIMBS; i++) {
    zero.limb[i] = 0;
  }
  return zero;
}

FsSigned fs_signed_one() {
  FsSigned one = fs_signed_zero();
  one.limb[0] = 1;
  return one;
}

FsSigned fs_signed_of(FieldElement a) {
  FsSigned result;
  [[unroll]] for (int i = 0; i < FS_SIGNED_LIMBS; i++) {
    int word = i * FS_SIGNED_BITS / 32;
    int shift = i * FS_SIGNED_BITS % 32;
    uint bits = 0u;
    if (word < FIELDSTONE_WORDS) {
      bits = a.limb[word] >> shift;
    }
    if (shift > 32 - FS_SIGNED_BITS && word + 1 < FIELDSTONE_WORDS) {
      bits |= a.limb[word + 1] << (32 - shift);
    }
    result.limb[i] = int(bits) & FS_SIGNED_MASK;
  }
  return result;
}

// The element of a value in [0, 2^(32 * FIELDSTONE_WORDS)). A word never takes bits of three limbs,
// since it starts at an even bit of one.
FieldElement fs_signed_element(FsSigned a) {
  FieldElement element;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    int limb = i * 32 / FS_SIGNED_BITS;
    int shift = i * 32 % FS_SIGNED_BITS;
    element.limb[i] =
        (uint(a.limb[limb]) >> shift) | (uint(a.limb[limb + 1]) << (FS_SIGNED_BITS - shift));
  }
  return element;
}

// All ones where a is negative, zero where it is not.
int fs_signed_sign(FsSigned a) {
  return a.limb[FS_SIGNED_LIMBS - 1] >> 31;
}

// The limbs of a brought back into their range, for limbs in (-2^31, 2^31).
FsSigned fs_signed_carry(FsSigned a) {
  [[unroll]] for (int i = 0; i < FS_SIGNED_LIMBS - 1; i++) {
    a.limb[i + 1] += a.limb[i] >> FS_SIGNED_BITS;
    a.limb[i] &= FS_SIGNED_MASK;
  }
  return a;
}

// 1 where a is not zero, 0 where it is.
uint fs_signed_nonzero(FsSigned a) {
  int bits = 0;
  [[unroll]] for (int i = 0; i < FS_SIGNED_LIMBS; i++) {
    bits |= a.limb[i];
  }
  return uint(bits != 0);
}

#endif
