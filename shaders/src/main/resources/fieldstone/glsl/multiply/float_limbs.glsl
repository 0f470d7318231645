// SPDX-License-Identifier: Apache-2.0
//
// Elements as 64-bit floats: limbs that are integers below 2^FS_FLOAT_BITS.
//
//                12 words        8 words, p < 2^255     8 words, p above
//   limbs        8 of 48 bits    5 of 51 bits           5 of 52 bits
//   radix        2^384           2^255                  2^260
//
// 52 bits are what the products of float_products.glsl can take; with one bit less, two of them can
// be summed before they are rounded.

#ifndef FIELDSTONE_MULTIPLY_FLOAT_LIMBS_GLSL
#define FIELDSTONE_MULTIPLY_FLOAT_LIMBS_GLSL

#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require

#include "fieldstone/glsl/modulus/modulus.glsl"
#include "fieldstone/glsl/integer/radix.glsl"

#if FIELDSTONE_WORDS == 8
#define FS_FLOAT_LIMBS 5
const bool FS_FLOAT_SPARE_BIT = FIELDSTONE_P7 >> 31 == 0u;
const int FS_FLOAT_BITS = FS_FLOAT_SPARE_BIT ? 51 : 52;
#elif FIELDSTONE_WORDS == 12
#define FS_FLOAT_LIMBS 8
const bool FS_FLOAT_SPARE_BIT = true;
const int FS_FLOAT_BITS = 48;
#else
#error the float64 strategy is for elements of 8 or 12 words
#endif

// 2^FS_FLOAT_BITS - 1
uint64_t fs_float_mask() {
  return (uint64_t(1u) << FS_FLOAT_BITS) - uint64_t(1u);
}

// 2^exponent: no mantissa, and an exponent that is biased by 1023.
double fs_power_of_two(int exponent) {
  return packDouble2x32(uvec2(0u, uint(1023 + exponent) << 20));
}

// An integer below 2^52, given by its words, as a float: it is the mantissa of 2^52 + integer.
double fs_float_of_words(uint low, uint high) {
  return packDouble2x32(uvec2(low, high | (1023u + 52u) << 20)) - fs_power_of_two(52);
}

double fs_float_of_integer(uint64_t integer) {
  uvec2 words = unpackUint2x32(integer);
  return fs_float_of_words(words.x, words.y);
}

// The integer below 2^52 that a float is.
uint64_t fs_integer_of_float(double value) {
  uvec2 words = unpackDouble2x32(value + fs_power_of_two(52));
  return packUint2x32(uvec2(words.x, words.y & 0xfffffu));
}

// Limb i of a * 2^shift, as words. The top one takes all that is left.
#define FS_FLOAT_LIMB_WORDS(a, i, shift) \
  uvec2( \
      FS_RADIX_BITS(a, (i) * FS_FLOAT_BITS - (shift)), \
      FS_RADIX_BITS(a, (i) * FS_FLOAT_BITS - (shift) + 32) \
          & ((1u << ((i) == FS_FLOAT_LIMBS - 1 ? 20 : FS_FLOAT_BITS - 32)) - 1u))

struct FsFloatLimbs {
  double limb[FS_FLOAT_LIMBS];
};

// The limbs of a * 2^shift.
FsFloatLimbs fs_float_limbs(FieldElement a, int shift) {
  FsFloatLimbs limbs;
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    uvec2 words = FS_FLOAT_LIMB_WORDS(a, i, shift);
    limbs.limb[i] = fs_float_of_words(words.x, words.y);
  }
  return limbs;
}

// The same limbs as integers: the top one may exceed FS_FLOAT_BITS, since nothing carries out of
// it.
struct FsIntegerLimbs {
  uint64_t limb[FS_FLOAT_LIMBS];
};

FsFloatLimbs fs_float_limbs_of(FsIntegerLimbs integer) {
  FsFloatLimbs limbs;
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    limbs.limb[i] = fs_float_of_integer(integer.limb[i]);
  }
  return limbs;
}

FsIntegerLimbs fs_integer_limbs_of(FsFloatLimbs limbs) {
  FsIntegerLimbs integer;
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    integer.limb[i] = fs_integer_of_float(limbs.limb[i]);
  }
  return integer;
}

// a mod (p * 2^shift), for a below twice that.
FsIntegerLimbs fs_integer_limbs_reduce_once(FsIntegerLimbs a, const int shift) {
  FsIntegerLimbs reduced;
  FieldElement modulus = field_modulus();
  int64_t borrow = int64_t(0);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    uint64_t p = packUint2x32(FS_FLOAT_LIMB_WORDS(modulus, i, shift));
    int64_t difference = int64_t(a.limb[i]) - int64_t(p) + borrow;
    borrow = difference >> FS_FLOAT_BITS;
    reduced.limb[i] =
        i == FS_FLOAT_LIMBS - 1 ? uint64_t(difference) : uint64_t(difference) & fs_float_mask();
  }
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    reduced.limb[i] = borrow < int64_t(0) ? a.limb[i] : reduced.limb[i];
  }
  return reduced;
}

// The element that the limbs are, divided by 2^shift.
FieldElement fs_element_of_integer_limbs(FsIntegerLimbs limbs, const int shift) {
  // A limb more, which is zero, instead of a branch: drivers keep an array in memory if they do not
  // see through its indices.
  uint64_t padded[FS_FLOAT_LIMBS + 1];
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    padded[i] = limbs.limb[i];
  }
  padded[FS_FLOAT_LIMBS] = uint64_t(0u);
  FieldElement element;
  [[unroll]] for (int w = 0; w < FIELDSTONE_WORDS; w++) {
    const int bit = (32 * w + shift) % FS_FLOAT_BITS;
    element.limb[w] = uint(padded[(32 * w + shift) / FS_FLOAT_BITS] >> bit);
    if (bit > FS_FLOAT_BITS - 32) {
      element.limb[w] |=
          uint(padded[(32 * w + shift) / FS_FLOAT_BITS + 1] << (FS_FLOAT_BITS - bit));
    }
  }
  return element;
}

#endif
