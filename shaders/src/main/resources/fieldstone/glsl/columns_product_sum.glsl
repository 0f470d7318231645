// SPDX-License-Identifier: Apache-2.0
//
// Sums of products in columns: the columns of all the products are summed, and reduced once.

#ifndef FIELDSTONE_COLUMNS_PRODUCT_SUM_GLSL
#define FIELDSTONE_COLUMNS_PRODUCT_SUM_GLSL

#include "montgomery_columns.glsl"

// The sum of so many products, divided by R and reduced, is below 129p, which leaves its top limb in
// 32 bits.
const uint PRODUCT_SUM_TERMS = 128u;

// A column has room for 4 products of 9 limbs of 29 bits, or of 14 limbs of 28, after a carry. One after
// every 2 takes fewer registers: on an H200, sums of 2^24 Fr products took 275 in place of 295 us.
const uint COLUMN_TERMS = 2u;

struct ProductSum {
  uint64_t column[2 * COLUMN_LIMBS];
  uint terms;
};

ProductSum product_sum_zero() {
  ProductSum sum;
  [[unroll]] for (int k = 0; k < 2 * COLUMN_LIMBS; k++) {
    sum.column[k] = uint64_t(0u);
  }
  sum.terms = 0u;
  return sum;
}

// Brings all columns but the top one below 2^COLUMN_BITS.
void product_sum_carry(inout ProductSum sum) {
  [[unroll]] for (int k = 0; k < 2 * COLUMN_LIMBS - 1; k++) {
    sum.column[k + 1] += sum.column[k] >> COLUMN_BITS;
    sum.column[k] &= uint64_t(COLUMN_MASK);
  }
}

// Adds a * b, for a and b below p.
void product_sum_add(inout ProductSum sum, Element a, Element b) {
  ColumnLimbs x = column_limbs(a, COLUMN_SHIFT);
  ColumnLimbs y = column_limbs(b, 0);
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < COLUMN_LIMBS; j++) {
      sum.column[i + j] += uint64_t(x.limb[i]) * uint64_t(y.limb[j]);
    }
  }
  sum.terms++;
  if (sum.terms % COLUMN_TERMS == 0u) {
    product_sum_carry(sum);
  }
}

// The sum divided by R, mod p.
//
// Its quotient by p is estimated from the top limbs: it is never more than the true one, and less by
// at most one, since either p has more bits in its top limb than the quotient has, or the quotient
// is 0 or 1.
Element product_sum_reduce(ProductSum sum) {
  Element modulus = field_modulus();
  ColumnLimbs p = column_limbs(modulus, 0);
  product_sum_carry(sum);
  [[unroll]] for (int k = 0; k < 2 * COLUMN_LIMBS; k++) {
    column_sum[k] = sum.column[k];
  }
  ColumnLimbs limbs = columns_reduce();
  uint quotient = limbs.limb[COLUMN_LIMBS - 1] / (p.limb[COLUMN_LIMBS - 1] + 1u);
  int64_t borrow = int64_t(0);
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    borrow += int64_t(limbs.limb[i]) - int64_t(uint64_t(quotient) * uint64_t(p.limb[i]));
    limbs.limb[i] = uint(borrow) & COLUMN_MASK;
    borrow >>= COLUMN_BITS;
  }
  return element_of_column_limbs(limbs);
}

#endif
