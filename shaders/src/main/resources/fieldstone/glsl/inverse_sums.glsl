// SPDX-License-Identifier: Apache-2.0
//
// Sums of signed 32 x 32-bit products, of 64 bits in two's complement: a 64-bit integer where the
// module's strategy has those, and two words with an explicit carry where it does not.

#ifndef FIELDSTONE_INVERSE_SUMS_GLSL
#define FIELDSTONE_INVERSE_SUMS_GLSL

#if defined(FIELDSTONE_STRATEGY_WIDE) || defined(FIELDSTONE_STRATEGY_COLUMNS) || \
    defined(FIELDSTONE_STRATEGY_FLOAT64)

#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require

struct SignedSum {
  int64_t value;
};

// sum + a * b
SignedSum sum_product(SignedSum sum, int a, int b) {
  return SignedSum(sum.value + int64_t(a) * int64_t(b));
}

// floor(sum / 2^30)
SignedSum sum_shift_30(SignedSum sum) {
  return SignedSum(sum.value >> 30);
}

// sum mod 2^32
int sum_low(SignedSum sum) {
  return int(sum.value);
}

#define SIGNED_SUM_ZERO SignedSum(int64_t(0))

#else

struct SignedSum {
  uint low;
  int high;
};

SignedSum sum_product(SignedSum sum, int a, int b) {
  int high;
  int low;
  imulExtended(a, b, high, low);
  uint carry;
  uint total = uaddCarry(sum.low, uint(low), carry);
  return SignedSum(total, sum.high + high + int(carry));
}

SignedSum sum_shift_30(SignedSum sum) {
  return SignedSum((sum.low >> 30) | (uint(sum.high) << 2), sum.high >> 30);
}

int sum_low(SignedSum sum) {
  return int(sum.low);
}

#define SIGNED_SUM_ZERO SignedSum(0u, 0)

#endif

#endif
