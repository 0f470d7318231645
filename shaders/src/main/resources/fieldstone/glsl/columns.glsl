// SPDX-License-Identifier: Apache-2.0
//
// Products of reduced-radix limbs, summed in columns of 64-bit integers without a carry: limbs of 28
// or 29 bits leave room in 64 bits for all the products of a column and of its reduction.
//
//                8 words          12 words
//   limbs        9 of 29 bits     14 of 28 bits
//   radix        2^261            2^392

#ifndef FIELDSTONE_COLUMNS_GLSL
#define FIELDSTONE_COLUMNS_GLSL

#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require

#include "radix.glsl"

#if FIELDSTONE_WORDS == 8
#define COLUMN_LIMBS 9
#define COLUMN_BITS 29
#elif FIELDSTONE_WORDS == 12
#define COLUMN_LIMBS 14
#define COLUMN_BITS 28
#else
#error the columns strategy is for elements of 8 or 12 words
#endif

const uint COLUMN_MASK = (1u << COLUMN_BITS) - 1u;

struct ColumnLimbs {
  uint limb[COLUMN_LIMBS];
};

// The limbs of a * 2^shift, if they hold it.
ColumnLimbs column_limbs(Element a, const int shift) {
  ColumnLimbs limbs;
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    limbs.limb[i] = RADIX_BITS(a, i * COLUMN_BITS - shift) & COLUMN_MASK;
  }
  return limbs;
}

// One set of columns, and global, since a call would copy it.
uint64_t column_sum[2 * COLUMN_LIMBS];

void columns_clear() {
  [[unroll]] for (int i = 0; i < 2 * COLUMN_LIMBS; i++) {
    column_sum[i] = uint64_t(0u);
  }
}

void columns_add(int k, uint a, uint b) {
  column_sum[k] += uint64_t(a) * uint64_t(b);
}

// Signed limbs, each but the top one at least -2^(COLUMN_BITS - 1) and below 2^(COLUMN_BITS - 1).
struct SignedColumnLimbs {
  int limb[COLUMN_LIMBS];
};

// The signed limbs of a constant. Many primes have zeros among them, which cost no products: those of
// 2^256 - 2^32 - 977 are 2^24, six zeros, -8 and -977.
SignedColumnLimbs signed_column_limbs(Element a) {
  SignedColumnLimbs limbs;
  int carry = 0;
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    int limb = int(RADIX_BITS(a, i * COLUMN_BITS) & COLUMN_MASK) + carry;
    carry = i < COLUMN_LIMBS - 1 ? limb + (1 << (COLUMN_BITS - 1)) >> COLUMN_BITS : 0;
    limbs.limb[i] = limb - (carry << COLUMN_BITS);
  }
  return limbs;
}

// Adds a * b, for an a below 2^31.
void columns_add_signed(int k, uint a, int b) {
  column_sum[k] += uint64_t(int64_t(int(a)) * int64_t(b));
}

// floor(column k / 2^COLUMN_BITS), of a column that may be negative.
uint64_t columns_carry(int k) {
  return uint64_t(int64_t(column_sum[k]) >> COLUMN_BITS);
}

#if COLUMN_LIMBS % 2 == 0

// a * b, by Karatsuba and Ofman, "Multiplication of Many-Digital Numbers by Automatic Computers",
// 1962: of the four products of halves, the two crossed ones are the product of the halves' sums
// less the other two. A quarter fewer products, for more additions.
void columns_mul(ColumnLimbs a, ColumnLimbs b) {
  const int half_limbs = COLUMN_LIMBS / 2;
  columns_clear();
  [[unroll]] for (int i = 0; i < half_limbs; i++) {
    [[unroll]] for (int j = 0; j < half_limbs; j++) {
      columns_add(i + j, a.limb[i], b.limb[j]);
      columns_add(COLUMN_LIMBS + i + j, a.limb[half_limbs + i], b.limb[half_limbs + j]);
    }
  }
  uint64_t crossed[COLUMN_LIMBS];
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    crossed[i] = uint64_t(0u) - column_sum[i] - column_sum[COLUMN_LIMBS + i];
  }
  [[unroll]] for (int i = 0; i < half_limbs; i++) {
    uint a_sum = a.limb[i] + a.limb[half_limbs + i];
    [[unroll]] for (int j = 0; j < half_limbs; j++) {
      crossed[i + j] += uint64_t(a_sum) * uint64_t(b.limb[j] + b.limb[half_limbs + j]);
    }
  }
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    column_sum[half_limbs + i] += crossed[i];
  }
}

#else

// a * b, all products of limbs.
void columns_mul(ColumnLimbs a, ColumnLimbs b) {
  columns_clear();
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < COLUMN_LIMBS; j++) {
      columns_add(i + j, a.limb[i], b.limb[j]);
    }
  }
}

#endif

// a^2 * 2^doublings, of limbs that have room for one doubling more: of the products of two different
// limbs one is made.
void columns_sqr(ColumnLimbs a, const int doublings) {
  columns_clear();
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < COLUMN_LIMBS; j++) {
      if (j == i) {
        columns_add(i + j, a.limb[i], a.limb[j] << doublings);
      } else if (j > i) {
        columns_add(i + j, a.limb[i], a.limb[j] << (doublings + 1));
      }
    }
  }
}

#endif
