// SPDX-License-Identifier: Apache-2.0
//
// Exact products of float limbs, summed in columns of 64-bit integers.
//
// Emmart, Zheng, Weems, "Faster Modular Exponentiation Using Double Precision Floating Point
// Arithmetic on the GPU", ARITH 2018. For integers a, b below 2^B and rounding toward zero,
//
//   high = fma(a, b, 2^(52+B))               holds floor(a * b / 2^B) as its mantissa,
//   low = fma(a, b, 2^(52+B) + 2^52 - high)  holds a * b mod 2^B as its mantissa,
//
// so their bit patterns, summed as integers, are sums of the halves, but for the exponents, which are
// known and taken off at the end. Two products of one column need one sum of each half:
//
//   high' = fma(c, d, high)                  holds the sum of both floors, if that is below 2^52,
//   low' = low + fma(c, d, high - high')     holds the sum of both remainders, if below 2^52,
//
// and so on with a third one.
//
// All of it is wrong under another rounding mode. The module therefore demands this one.

#ifndef FIELDSTONE_FLOAT_COLUMNS_GLSL
#define FIELDSTONE_FLOAT_COLUMNS_GLSL

#extension GL_EXT_spirv_intrinsics : require

#include "float_limbs.glsl"

// RoundingModeRTZ, for 64-bit floats.
spirv_execution_mode(extensions = ["SPV_KHR_float_controls"], capabilities = [4468], 4463, 64);

// The exponent bits of 2^exponent.
uint64_t exponent_of(int exponent) {
  return doubleBitsToUint64(power_of_two(exponent));
}

// Column k has weight 2^(k * FLOAT_BITS): its value is its sum less its exponents, which are known
// when the driver compiles. One set of columns, and global, since a call would copy it.
uint64_t float_sum[2 * FLOAT_LIMBS + 1];
uint64_t float_exponents[2 * FLOAT_LIMBS + 1];

void float_columns_clear() {
  [[unroll]] for (int k = 0; k <= 2 * FLOAT_LIMBS; k++) {
    float_sum[k] = uint64_t(0u);
    float_exponents[k] = uint64_t(0u);
  }
}

double float_high(double a, double b) {
  precise double high = fma(a, b, power_of_two(52 + FLOAT_BITS));
  return high;
}

double float_low(double a, double b, double high) {
  precise double base = power_of_two(52 + FLOAT_BITS) + power_of_two(52);
  precise double low = fma(a, b, base - high);
  return low;
}

void float_columns_add_low(int k, double low) {
  float_sum[k] += doubleBitsToUint64(low);
  float_exponents[k] += exponent_of(52);
}

void float_columns_add_high(int k, double high) {
  float_sum[k] += doubleBitsToUint64(high);
  float_exponents[k] += exponent_of(52 + FLOAT_BITS);
}

// Adds a * b at column k.
void float_columns_add(int k, double a, double b) {
  double high = float_high(a, b);
  float_columns_add_low(k, float_low(a, b, high));
  float_columns_add_high(k + 1, high);
}

// Adds a * b + c * d at column k. Needs FLOAT_SPARE_BIT.
void float_columns_add_two(int k, double a, double b, double c, double d) {
  double high = float_high(a, b);
  double low = float_low(a, b, high);
  precise double both_high = fma(c, d, high);
  precise double both_low = fma(c, d, high - both_high) + low;
  float_columns_add_low(k, both_low);
  float_columns_add_high(k + 1, both_high);
}

// How many products of a column share their sums. Of 48 bits, the 16 of a whole column; one with a
// doubled limb counts twice.
const int FLOAT_SHARED = FLOAT_BITS == 48 ? 16 : FLOAT_SPARE_BIT ? 2 : 1;

// The shared sums that are not in their columns yet.
double float_open_high;
double float_open_low;

void float_columns_add_open(int k, const int doublings) {
  float_sum[k] += doubleBitsToUint64(float_open_low) << doublings;
  float_exponents[k] += exponent_of(52) << doublings;
  float_sum[k + 1] += doubleBitsToUint64(float_open_high) << doublings;
  float_exponents[k + 1] += exponent_of(52 + FLOAT_BITS) << doublings;
}

// Adds a * b to column k, as term `term` of it. Every FLOAT_SHARED terms their sums, doubled as often
// as `doublings` says, go into the columns; float_columns_close sees to the last ones.
void float_columns_add_term(int k, int term, double a, double b, const int doublings) {
  if (term % FLOAT_SHARED == 0) {
    float_open_high = float_high(a, b);
    float_open_low = float_low(a, b, float_open_high);
  } else {
    precise double high = fma(a, b, float_open_high);
    precise double low = fma(a, b, float_open_high - high) + float_open_low;
    float_open_high = high;
    float_open_low = low;
  }
  if (term % FLOAT_SHARED == FLOAT_SHARED - 1) {
    float_columns_add_open(k, doublings);
  }
}

void float_columns_close(int k, int terms, const int doublings) {
  if (terms % FLOAT_SHARED != 0) {
    float_columns_add_open(k, doublings);
  }
}

uint64_t float_column(int k) {
  return float_sum[k] - float_exponents[k];
}

#endif
