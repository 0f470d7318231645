// SPDX-License-Identifier: Apache-2.0
//
// Sums of signed 32 x 32-bit products, of 64 bits in two's complement: a 64-bit integer where the
// module's strategy has those, and two words with an explicit carry where it does not.

#ifndef FIELDSTONE_INTEGER_SIGNED_SUMS_GLSL
#define FIELDSTONE_INTEGER_SIGNED_SUMS_GLSL

#if defined(FIELDSTONE_STRATEGY_WIDE) || defined(FIELDSTONE_STRATEGY_COLUMNS) || \
    defined(FIELDSTONE_STRATEGY_FLOAT64)

#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require

struct FsSignedSum {
  int64_t value;
};

// sum + a * b
FsSignedSum fs_sum_product(FsSignedSum sum, int a, int b) {
  return FsSignedSum(sum.value + int64_t(a) * int64_t(b));
}

// floor(sum / 2^30)
FsSignedSum fs_sum_shift_30(FsSignedSum sum) {
  return FsSignedSum(sum.value >> 30);
}

// sum mod 2^32
int fs_sum_low(FsSignedSum sum) {
  return int(sum.value);
}

#define FS_SIGNED_SUM_ZERO FsSignedSum(int64_t(0))

#else

struct FsSignedSum {
  uint low;
  int high;
};

FsSignedSum fs_sum_product(FsSignedSum sum, int a, int b) {
  int high;
  int low;
  imulExtended(a, b, high, low);
  uint carry;
  uint total = uaddCarry(sum.low, uint(low), carry);
  return FsSignedSum(total, sum.high + high + int(carry));
}

FsSignedSum fs_sum_shift_30(FsSignedSum sum) {
  return FsSignedSum((sum.low >> 30) | (uint(sum.high) << 2), sum.high >> 30);
}

int fs_sum_low(FsSignedSum sum) {
  return int(sum.low);
}

#define FS_SIGNED_SUM_ZERO FsSignedSum(0u, 0)

#endif

#endif
