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
// so their bit patterns, summed as integers, are sums of the halves, but for the exponents, which
// are known and taken off at the end. Two products of one column need one sum of each half:
//
//   high' = fma(c, d, high)                  holds the sum of both floors, if that is below 2^52,
//   low' = low + fma(c, d, high - high')     holds the sum of both remainders, if below 2^52,
//
// and so on with a third one.
//
// All of it is wrong under another rounding mode. The module therefore demands this one.

#ifndef FIELDSTONE_MULTIPLY_FLOAT_COLUMNS_GLSL
#define FIELDSTONE_MULTIPLY_FLOAT_COLUMNS_GLSL

#extension GL_EXT_spirv_intrinsics : require

#include "fieldstone/glsl/multiply/float_limbs.glsl"

// RoundingModeRTZ, for 64-bit floats.
spirv_execution_mode(extensions = ["SPV_KHR_float_controls"], capabilities = [4468], 4463, 64);

// The exponent bits of 2^exponent.
uint64_t fs_exponent_of(int exponent) {
  return doubleBitsToUint64(fs_power_of_two(exponent));
}

// Column k has weight 2^(k * FS_FLOAT_BITS): its value is its sum less its exponents, which are
// known when the driver compiles. One set of columns, and global, since a call would copy it.
uint64_t fs_float_sum[2 * FS_FLOAT_LIMBS + 1];
uint64_t fs_float_exponents[2 * FS_FLOAT_LIMBS + 1];

void fs_float_columns_clear() {
  [[unroll]] for (int k = 0; k <= 2 * FS_FLOAT_LIMBS; k++) {
    fs_float_sum[k] = uint64_t(0u);
    fs_float_exponents[k] = uint64_t(0u);
  }
}

double fs_float_high(double a, double b) {
  precise double high = fma(a, b, fs_power_of_two(52 + FS_FLOAT_BITS));
  return high;
}

double fs_float_low(double a, double b, double high) {
  precise double base = fs_power_of_two(52 + FS_FLOAT_BITS) + fs_power_of_two(52);
  precise double low = fma(a, b, base - high);
  return low;
}

void fs_float_columns_add_low(int k, double low) {
  fs_float_sum[k] += doubleBitsToUint64(low);
  fs_float_exponents[k] += fs_exponent_of(52);
}

void fs_float_columns_add_high(int k, double high) {
  fs_float_sum[k] += doubleBitsToUint64(high);
  fs_float_exponents[k] += fs_exponent_of(52 + FS_FLOAT_BITS);
}

// Adds a * b at column k.
void fs_float_columns_add(int k, double a, double b) {
  double high = fs_float_high(a, b);
  fs_float_columns_add_low(k, fs_float_low(a, b, high));
  fs_float_columns_add_high(k + 1, high);
}

// Adds a * b + c * d at column k. Needs FS_FLOAT_SPARE_BIT.
void fs_float_columns_add_two(int k, double a, double b, double c, double d) {
  double high = fs_float_high(a, b);
  double low = fs_float_low(a, b, high);
  precise double both_high = fma(c, d, high);
  precise double both_low = fma(c, d, high - both_high) + low;
  fs_float_columns_add_low(k, both_low);
  fs_float_columns_add_high(k + 1, both_high);
}

// How many products of a column share their sums. Of 48 bits, the 16 of a whole column; one with a
// doubled limb counts twice.
const int FS_FLOAT_SHARED = FS_FLOAT_BITS == 48 ? 16 : FS_FLOAT_SPARE_BIT ? 2 : 1;

// The shared sums that are not in their columns yet.
double fs_float_open_high;
double fs_float_open_low;

void fs_float_columns_add_open(int k, const int doublings) {
  fs_float_sum[k] += doubleBitsToUint64(fs_float_open_low) << doublings;
  fs_float_exponents[k] += fs_exponent_of(52) << doublings;
  fs_float_sum[k + 1] += doubleBitsToUint64(fs_float_open_high) << doublings;
  fs_float_exponents[k + 1] += fs_exponent_of(52 + FS_FLOAT_BITS) << doublings;
}

// Adds a * b to column k, as term `term` of it. Every FS_FLOAT_SHARED terms their sums, doubled as
// often as `doublings` says, go into the columns; fs_float_columns_close sees to the last ones.
void fs_float_columns_add_term(int k, int term, double a, double b, const int doublings) {
  if (term % FS_FLOAT_SHARED == 0) {
    fs_float_open_high = fs_float_high(a, b);
    fs_float_open_low = fs_float_low(a, b, fs_float_open_high);
  } else {
    precise double high = fma(a, b, fs_float_open_high);
    precise double low = fma(a, b, fs_float_open_high - high) + fs_float_open_low;
    fs_float_open_high = high;
    fs_float_open_low = low;
  }
  if (term % FS_FLOAT_SHARED == FS_FLOAT_SHARED - 1) {
    fs_float_columns_add_open(k, doublings);
  }
}

void fs_float_columns_close(int k, int terms, const int doublings) {
  if (terms % FS_FLOAT_SHARED != 0) {
    fs_float_columns_add_open(k, doublings);
  }
}

uint64_t fs_float_column(int k) {
  return fs_float_sum[k] - fs_float_exponents[k];
}

#endif
