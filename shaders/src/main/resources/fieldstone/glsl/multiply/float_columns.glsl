// SPDX-License-Identifier: Apache-2.0
//
// Exact products of float limbs, summed in columns of 64-bit integers.
//
// Emmart, Zheng, Weems, "Faster Modular Exponentiation Using Double Precision Floating Point
// Arithmetic on the GPU", ARITH 2018; of integers a and b of either sign here, hence 3/2: with
// |a b| below 2^(51+B), and rounding toward zero,
//
//   high = fma(a, b, 3/2 2^(52+B))               holds floor(a b / 2^B) in its mantissa,
//   low = fma(a, b, 3/2 2^(52+B) + 2^52 - high)  holds a b mod 2^B as its mantissa,
//
// so their bit patterns, summed as integers, are sums of the halves, but for the patterns of 3/2
// 2^(52+B) and of 2^52, which are known and taken off at the end. Two products of one column need
// one sum of each half:
//
//   high' = fma(c, d, high)                  holds the sum of both, while that is below 2^(51+B),
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

const int FS_FLOAT_HIGH = 52 + FS_FLOAT_BITS;

// What is taken off a low half, and off a high half.
uint64_t fs_float_low_pattern() {
  return doubleBitsToUint64(fs_power_of_two(52));
}

uint64_t fs_float_high_pattern() {
  return doubleBitsToUint64(fs_float_bias(FS_FLOAT_HIGH));
}

// Column k has weight 2^(k * FS_FLOAT_BITS): its value is its sum less its patterns, which are
// known when the driver compiles. One set of columns, and global, since a call would copy it.
uint64_t fs_float_sum[2 * FS_FLOAT_LIMBS + 1];
uint64_t fs_float_patterns[2 * FS_FLOAT_LIMBS + 1];

// The shared sums that are not in their columns yet.
double fs_float_open_high;
double fs_float_open_low;

// Before a product, and after one too: drivers carry what a global holds from branch to branch, in
// registers, unless it is a constant there.
void fs_float_columns_clear() {
  [[unroll]] for (int k = 0; k <= 2 * FS_FLOAT_LIMBS; k++) {
    fs_float_sum[k] = uint64_t(0u);
    fs_float_patterns[k] = uint64_t(0u);
  }
  fs_float_open_high = double(0.0);
  fs_float_open_low = double(0.0);
}

double fs_float_high(double a, double b) {
  precise double high = fma(a, b, fs_float_bias(FS_FLOAT_HIGH));
  return high;
}

double fs_float_low(double a, double b, double high) {
  precise double base = fs_float_bias(FS_FLOAT_HIGH) + fs_power_of_two(52);
  precise double low = fma(a, b, base - high);
  return low;
}

void fs_float_columns_add_low(int k, double low) {
  fs_float_sum[k] += doubleBitsToUint64(low);
  fs_float_patterns[k] += fs_float_low_pattern();
}

void fs_float_columns_add_high(int k, double high) {
  fs_float_sum[k] += doubleBitsToUint64(high);
  fs_float_patterns[k] += fs_float_high_pattern();
}

// Adds a * b at column k.
void fs_float_columns_add(int k, double a, double b) {
  double high = fs_float_high(a, b);
  fs_float_columns_add_low(k, fs_float_low(a, b, high));
  fs_float_columns_add_high(k + 1, high);
}

// How many products of a column share their sums. Of 48 bits, all of a column; one with a doubled
// limb counts twice in the high halves.
const int FS_FLOAT_SHARED = FS_FLOAT_BITS == 48 ? 16 : FS_FLOAT_SPARE_BIT ? 2 : 1;

void fs_float_columns_add_open(int k, const int doublings) {
  fs_float_sum[k] += doubleBitsToUint64(fs_float_open_low) << doublings;
  fs_float_patterns[k] += fs_float_low_pattern() << doublings;
  fs_float_sum[k + 1] += doubleBitsToUint64(fs_float_open_high) << doublings;
  fs_float_patterns[k + 1] += fs_float_high_pattern() << doublings;
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
  return fs_float_sum[k] - fs_float_patterns[k];
}

#endif
