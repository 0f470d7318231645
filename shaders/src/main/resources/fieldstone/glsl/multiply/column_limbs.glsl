// SPDX-License-Identifier: Apache-2.0
//
// Products of reduced-radix limbs, summed in columns of 64-bit integers without a carry: limbs of
// 28 or 29 bits leave room in 64 bits for all the products of a column and of its reduction.
//
//                8 words          12 words
//   limbs        9 of 29 bits     14 of 28 bits
//   radix        2^261            2^392

#ifndef FIELDSTONE_MULTIPLY_COLUMN_LIMBS_GLSL
#define FIELDSTONE_MULTIPLY_COLUMN_LIMBS_GLSL

#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require

#include "fieldstone/glsl/integer/radix.glsl"

#if FIELDSTONE_WORDS == 8
#define FS_COLUMN_LIMBS 9
#define FS_COLUMN_BITS 29
#elif FIELDSTONE_WORDS == 12
#define FS_COLUMN_LIMBS 14
#define FS_COLUMN_BITS 28
#else
#error the columns strategy is for elements of 8 or 12 words
#endif

const uint FS_COLUMN_MASK = (1u << FS_COLUMN_BITS) - 1u;

struct FsColumnLimbs {
  uint limb[FS_COLUMN_LIMBS];
};

// The limbs of a * 2^shift, if they hold it.
FsColumnLimbs fs_column_limbs(FieldElement a, const int shift) {
  FsColumnLimbs limbs;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    limbs.limb[i] = FS_RADIX_BITS(a, i * FS_COLUMN_BITS - shift) & FS_COLUMN_MASK;
  }
  return limbs;
}

// One set of columns, and global, since a call would copy it.
uint64_t fs_column_sum[2 * FS_COLUMN_LIMBS];

// Before a product, and after one too: drivers carry what a global holds from branch to branch, in
// registers, unless it is a constant there.
void fs_columns_clear() {
  [[unroll]] for (int i = 0; i < 2 * FS_COLUMN_LIMBS; i++) {
    fs_column_sum[i] = uint64_t(0u);
  }
}

void fs_columns_add(int k, uint a, uint b) {
  fs_column_sum[k] += uint64_t(a) * uint64_t(b);
}

// Signed limbs, each but the top one at least -2^(FS_COLUMN_BITS - 1) and below 2^(FS_COLUMN_BITS -
// 1).
struct FsSignedColumnLimbs {
  int limb[FS_COLUMN_LIMBS];
};

// The signed limbs of a constant. Many primes have zeros among them, which cost no products: those
// of 2^256 - 2^32 - 977 are 2^24, six zeros, -8 and -977.
FsSignedColumnLimbs fs_signed_column_limbs(FieldElement a) {
  FsSignedColumnLimbs limbs;
  int carry = 0;
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    int limb = int(FS_RADIX_BITS(a, i * FS_COLUMN_BITS) & FS_COLUMN_MASK) + carry;
    carry = i < FS_COLUMN_LIMBS - 1 ? limb + (1 << (FS_COLUMN_BITS - 1)) >> FS_COLUMN_BITS : 0;
    limbs.limb[i] = limb - (carry << FS_COLUMN_BITS);
  }
  return limbs;
}

// Adds a * b, for an a below 2^31.
void fs_columns_add_signed(int k, uint a, int b) {
  fs_column_sum[k] += uint64_t(int64_t(int(a)) * int64_t(b));
}

// floor(column k / 2^FS_COLUMN_BITS), of a column that may be negative.
uint64_t fs_columns_carry(int k) {
  return uint64_t(int64_t(fs_column_sum[k]) >> FS_COLUMN_BITS);
}

#if FS_COLUMN_LIMBS % 2 == 0

// a * b, by Karatsuba and Ofman, "Multiplication of Many-Digital Numbers by Automatic Computers",
// 1962: of the four products of halves, the two crossed ones are the product of the halves' sums
// less the other two. A quarter fewer products, for more additions.
void fs_columns_mul(FsColumnLimbs a, FsColumnLimbs b) {
  const int half_limbs = FS_COLUMN_LIMBS / 2;
  fs_columns_clear();
  [[unroll]] for (int i = 0; i < half_limbs; i++) {
    [[unroll]] for (int j = 0; j < half_limbs; j++) {
      fs_columns_add(i + j, a.limb[i], b.limb[j]);
      fs_columns_add(FS_COLUMN_LIMBS + i + j, a.limb[half_limbs + i], b.limb[half_limbs + j]);
    }
  }
  uint64_t crossed[FS_COLUMN_LIMBS];
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    crossed[i] = uint64_t(0u) - fs_column_sum[i] - fs_column_sum[FS_COLUMN_LIMBS + i];
  }
  [[unroll]] for (int i = 0; i < half_limbs; i++) {
    uint a_sum = a.limb[i] + a.limb[half_limbs + i];
    [[unroll]] for (int j = 0; j < half_limbs; j++) {
      crossed[i + j] += uint64_t(a_sum) * uint64_t(b.limb[j] + b.limb[half_limbs + j]);
    }
  }
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    fs_column_sum[half_limbs + i] += crossed[i];
  }
}

#else

// a * b, all products of limbs.
void fs_columns_mul(FsColumnLimbs a, FsColumnLimbs b) {
  fs_columns_clear();
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      fs_columns_add(i + j, a.limb[i], b.limb[j]);
    }
  }
}

#endif

// a^2 * 2^doublings, of limbs that have room for one doubling more: of the products of two
// different limbs one is made.
void fs_columns_sqr(FsColumnLimbs a, const int doublings) {
  fs_columns_clear();
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      if (j == i) {
        fs_columns_add(i + j, a.limb[i], a.limb[j] << doublings);
      } else if (j > i) {
        fs_columns_add(i + j, a.limb[i], a.limb[j] << (doublings + 1));
      }
    }
  }
}

#endif
