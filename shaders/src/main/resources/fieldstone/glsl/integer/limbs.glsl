// SPDX-License-Identifier: Apache-2.0
//
// Multiple-precision integers: the type of a field element in a shader, and its carries.
//
// An element is FIELDSTONE_WORDS limbs of 32 bits, least significant first, so that its limbs in
// order are also its bytes in host form. The compiler defines FIELDSTONE_WORDS from the field's
// limb shape: 1 for 1x32, 2 for 1x64, 8 for 4x64, 12 for 6x64.

#ifndef FIELDSTONE_INTEGER_LIMBS_GLSL
#define FIELDSTONE_INTEGER_LIMBS_GLSL

#ifndef FIELDSTONE_WORDS
#error FIELDSTONE_WORDS must be the number of 32-bit words of an element
#endif

#extension GL_EXT_control_flow_attributes : require

struct FieldElement {
  uint limb[FIELDSTONE_WORDS];
};

// An element given as words, such as one in push constants.
FieldElement field_element_of(uint words[FIELDSTONE_WORDS]) {
  return FieldElement(words);
}

// A small integer as an element, for one that is below p.
FieldElement fs_limbs_of(uint low) {
  FieldElement element;
  element.limb[0] = low;
  [[unroll]] for (int i = 1; i < FIELDSTONE_WORDS; i++) {
    element.limb[i] = 0u;
  }
  return element;
}

FieldElement fs_limbs_zero() {
  return fs_limbs_of(0u);
}

#if FIELDSTONE_WORDS == 2 && defined FIELDSTONE_STRATEGY_WIDE
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require

// The two limbs as one word, for devices that have 64-bit integers.
uint64_t fs_limbs_word(FieldElement a) {
  return packUint2x32(uvec2(a.limb[0], a.limb[1]));
}

FieldElement fs_limbs_of_word(uint64_t word) {
  uvec2 limbs = unpackUint2x32(word);
  return FieldElement(uint[2](limbs.x, limbs.y));
}

// As below.
FieldElement fs_limbs_add(FieldElement a, FieldElement b, out uint carry) {
  uint64_t sum = fs_limbs_word(a) + fs_limbs_word(b);
  carry = uint(sum < fs_limbs_word(a));
  return fs_limbs_of_word(sum);
}

FieldElement fs_limbs_sub(FieldElement a, FieldElement b, out uint borrow) {
  borrow = uint(fs_limbs_word(a) < fs_limbs_word(b));
  return fs_limbs_of_word(fs_limbs_word(a) - fs_limbs_word(b));
}

#else

#if defined FIELDSTONE_STRATEGY_WIDE || defined FIELDSTONE_STRATEGY_COLUMNS \
    || defined FIELDSTONE_STRATEGY_FLOAT64
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require

// a + b + carry mod 2^32, and the carry out of it. NVIDIA's compiler makes less code of it, by its
// size, than of uaddCarry or of bits.
uint fs_word_add(uint a, uint b, inout uint carry) {
  uint64_t sum = uint64_t(a) + uint64_t(b) + uint64_t(carry);
  carry = uint(sum >> 32);
  return uint(sum);
}

#else

// a + b + carry mod 2^32, and the carry out of it: Warren, Hacker's Delight, 2-13. NVIDIA's
// compiler makes less code of it than of uaddCarry twice.
uint fs_word_add(uint a, uint b, inout uint carry) {
  uint sum = a + b + carry;
  carry = ((a & b) | ((a | b) & ~sum)) >> 31;
  return sum;
}

#endif

// Never the high word of a difference of 64 bits: in products of 32-bit fields it was wrong where a
// word was 0x80000000, so that sums were not reduced (NVIDIA, driver 580).
#if defined FIELDSTONE_STRATEGY_COLUMNS || defined FIELDSTONE_STRATEGY_FLOAT64

// a - b - borrow mod 2^32, and the borrow out of it: a + ~b + 1 - borrow. Of folds it takes 3% off,
// while scans, which are wide, took up to a third more: too many registers.
uint fs_word_sub(uint a, uint b, inout uint borrow) {
  uint carry = borrow ^ 1u;
  uint difference = fs_word_add(a, ~b, carry);
  borrow = carry ^ 1u;
  return difference;
}

#else

// a - b - borrow mod 2^32, and the borrow out of it: Hacker's Delight, 2-13.
uint fs_word_sub(uint a, uint b, inout uint borrow) {
  uint difference = a - b - borrow;
  borrow = ((~a & b) | (~(a ^ b) & difference)) >> 31;
  return difference;
}

#endif

// a + b mod 2^(32 * FIELDSTONE_WORDS), and the carry (0 or 1) out of the top limb.
// Knuth, TAOCP 4.3.1, Algorithm A.
FieldElement fs_limbs_add(FieldElement a, FieldElement b, out uint carry) {
  FieldElement sum;
  carry = 0u;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    sum.limb[i] = fs_word_add(a.limb[i], b.limb[i], carry);
  }
  return sum;
}

// a - b mod 2^(32 * FIELDSTONE_WORDS), and the borrow (0 or 1) out of the top limb, which is
// whether a < b. Knuth, TAOCP 4.3.1, Algorithm S.
FieldElement fs_limbs_sub(FieldElement a, FieldElement b, out uint borrow) {
  FieldElement difference;
  borrow = 0u;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    difference.limb[i] = fs_word_sub(a.limb[i], b.limb[i], borrow);
  }
  return difference;
}

#endif

// 2a mod 2^(32 * FIELDSTONE_WORDS), and the bit that leaves at the top.
FieldElement fs_limbs_shift_left_1(FieldElement a, out uint carry) {
  FieldElement shifted;
  carry = 0u;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    shifted.limb[i] = (a.limb[i] << 1) | carry;
    carry = a.limb[i] >> 31;
  }
  return shifted;
}

// a where flag is 1, zero where it is 0; without a branch.
FieldElement fs_limbs_mask(FieldElement a, uint flag) {
  FieldElement masked;
  uint mask = 0u - flag;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    masked.limb[i] = a.limb[i] & mask;
  }
  return masked;
}

// a where flag is 1, b where it is 0; without a branch.
FieldElement fs_limbs_select(uint flag, FieldElement a, FieldElement b) {
  FieldElement selected;
  uint mask = 0u - flag;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    selected.limb[i] = b.limb[i] ^ (mask & (a.limb[i] ^ b.limb[i]));
  }
  return selected;
}

// 1 where a is not zero, 0 where it is.
uint fs_limbs_nonzero(FieldElement a) {
  uint bits = 0u;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    bits |= a.limb[i];
  }
  return uint(bits != 0u);
}

#endif
