// SPDX-License-Identifier: Apache-2.0
//
// Products of 32-bit words, on any device: no 64-bit integers.

#ifndef FIELDSTONE_INTEGER_WORD_GLSL
#define FIELDSTONE_INTEGER_WORD_GLSL

// The low word of a * b + addend + carry; its high word is the new carry. That sum is at most
// 2^64 - 1, so nothing is lost.
//
// Carries by comparison: NVIDIA's compiler makes up to a fifth more of these than of uaddCarry.
uint fs_word_multiply_add(uint a, uint b, uint addend, inout uint carry) {
  uint high;
  uint low;
  umulExtended(a, b, high, low);
  low += addend;
  high += uint(low < addend);
  low += carry;
  high += uint(low < carry);
  carry = high;
  return low;
}

#endif
