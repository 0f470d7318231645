// SPDX-License-Identifier: Apache-2.0
//
// Elements as 64-bit floats: limbs that are integers, of either sign, and half of 2^FS_FLOAT_BITS
// or little more in absolute value; the top one has what is left.
//
//                12 words        8 words, p < 2^255     8 words, p above
//   limbs        8 of 48 bits    5 of 51 bits           5 of 52 bits
//   radix        2^384           2^255                  2^260
//
// 52 bits are what the products of multiply/float_columns.glsl can take; with fewer, some of them
// can be summed before they are rounded.

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

// How near p is to the radix: whether 64 p, or 8 p, is below it, or 32/15 p is not. Macros of one
// comparison each: of other specialization constants glslang makes constants before it has defined
// those.
#if FIELDSTONE_WORDS == 12
#define FS_FACTOR_LAZY (FIELDSTONE_P11 >> 26 == 0u)
#define FS_FACTOR_ROOMY (FIELDSTONE_P11 >> 29 == 0u)
#define FS_FACTOR_TIGHT (FIELDSTONE_P11 >> 27 >= 15u)
#else
#define FS_FACTOR_LAZY (FIELDSTONE_P7 >> 25 == 0u)
#define FS_FACTOR_ROOMY (FIELDSTONE_P7 >> 28 == 0u)
#define FS_FACTOR_TIGHT ((FIELDSTONE_P7 >> 26) - 15u <= 16u)
#endif

// 2^FS_FLOAT_BITS - 1
uint64_t fs_float_mask() {
  return (uint64_t(1u) << FS_FLOAT_BITS) - uint64_t(1u);
}

// 2^exponent: no mantissa, and an exponent that is biased by 1023.
double fs_power_of_two(int exponent) {
  return packDouble2x32(uvec2(0u, uint(1023 + exponent) << 20));
}

// 3/2 * 2^exponent. A sum with it has its exponent, whatever the sign of what is less than a third.
double fs_float_bias(int exponent) {
  return packDouble2x32(uvec2(0u, uint(1023 + exponent) << 20 | 1u << 19));
}

// Half of 2^FS_FLOAT_BITS.
double fs_float_half() {
  return fs_power_of_two(FS_FLOAT_BITS - 1);
}

// A digit below 2^FS_FLOAT_BITS less half of that: it is the mantissa of 2^52 + digit. The bits of
// `flips` are flipped before, of the upper word; what else the upper word has is dropped.
double fs_float_of_digit(uint64_t digit, const uint flips) {
  const uint mask = (1u << (FS_FLOAT_BITS - 32)) - 1u;
  uvec2 words = unpackUint2x32(digit);
  precise double value =
      packDouble2x32(uvec2(words.x, (words.y & mask) ^ ((1023u + 52u) << 20 | flips)))
      - (fs_power_of_two(52) + fs_float_half());
  return value;
}

// A digit below 2^FS_FLOAT_BITS, less that if it is at least half of it.
double fs_float_of_balanced(uint64_t digit) {
  return fs_float_of_digit(digit, 1u << (FS_FLOAT_BITS - 33));
}

// An integer between -2^51 and 2^51.
double fs_float_of_signed(int64_t integer) {
  precise double value =
      uint64BitsToDouble(uint64_t(integer) + doubleBitsToUint64(fs_float_bias(52)))
      - fs_float_bias(52);
  return value;
}

// The integer between -2^51 and 2^51 that a float is.
int64_t fs_signed_of_float(double value) {
  precise double biased = value + fs_float_bias(52);
  return int64_t(doubleBitsToUint64(biased) - doubleBitsToUint64(fs_float_bias(52)));
}

// Limb i of a * 2^shift, as words of an unsigned digit. The top one takes all that is left.
#define FS_FLOAT_LIMB_WORDS(a, i, shift) \
  uvec2( \
      FS_RADIX_BITS(a, (i) * FS_FLOAT_BITS - (shift)), \
      FS_RADIX_BITS(a, (i) * FS_FLOAT_BITS - (shift) + 32) \
          & ((1u << ((i) == FS_FLOAT_LIMBS - 1 ? 20 : FS_FLOAT_BITS - 32)) - 1u))

struct FsFloatLimbs {
  double limb[FS_FLOAT_LIMBS];
};

// The limbs of a * 2^shift. A digit that becomes negative adds one to the next.
FsFloatLimbs fs_float_limbs(FieldElement a, int shift) {
  FsFloatLimbs limbs;
  uint64_t carry = uint64_t(0u);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    uint64_t digit = packUint2x32(FS_FLOAT_LIMB_WORDS(a, i, shift));
    bool top = i == FS_FLOAT_LIMBS - 1;
    uint64_t sign = top ? uint64_t(0u) : uint64_t(1u) << (FS_FLOAT_BITS - 1);
    double offset = top ? fs_power_of_two(52) : fs_power_of_two(52) + fs_float_half();
    precise double value =
        uint64BitsToDouble((digit ^ sign) + carry + doubleBitsToUint64(fs_power_of_two(52)))
        - offset;
    limbs.limb[i] = value;
    carry = digit >> (FS_FLOAT_BITS - 1);
  }
  return limbs;
}

// The same as integers: digits below 2^FS_FLOAT_BITS, and the top one with the sign and all that is
// left.
struct FsIntegerLimbs {
  uint64_t limb[FS_FLOAT_LIMBS];
};

FsIntegerLimbs fs_integer_limbs_of(FsFloatLimbs limbs) {
  FsIntegerLimbs integer;
  int64_t carry = int64_t(0);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    carry += fs_signed_of_float(limbs.limb[i]);
    bool top = i == FS_FLOAT_LIMBS - 1;
    integer.limb[i] = top ? uint64_t(carry) : uint64_t(carry) & fs_float_mask();
    carry >>= FS_FLOAT_BITS;
  }
  return integer;
}

// a mod (p * 2^shift), for an a from minus that to below twice that.
FsIntegerLimbs fs_integer_limbs_reduce(FsIntegerLimbs a, const int shift) {
  FsIntegerLimbs reduced;
  FieldElement modulus = field_modulus();
  bool negative = int64_t(a.limb[FS_FLOAT_LIMBS - 1]) < int64_t(0);
  int64_t carry = int64_t(0);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    int64_t p = int64_t(packUint2x32(FS_FLOAT_LIMB_WORDS(modulus, i, shift)));
    carry += int64_t(a.limb[i]) + (negative ? p : -p);
    bool top = i == FS_FLOAT_LIMBS - 1;
    reduced.limb[i] = top ? uint64_t(carry) : uint64_t(carry) & fs_float_mask();
    carry >>= FS_FLOAT_BITS;
  }
  bool keeps = !negative && carry < int64_t(0);
  [[unroll]] for (int i = 0; i < FS_FLOAT_LIMBS; i++) {
    reduced.limb[i] = keeps ? a.limb[i] : reduced.limb[i];
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
