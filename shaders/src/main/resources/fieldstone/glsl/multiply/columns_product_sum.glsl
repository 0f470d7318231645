// SPDX-License-Identifier: Apache-2.0
//
// Sums of products in columns: the columns of all the products are summed, and reduced once.

#ifndef FIELDSTONE_MULTIPLY_COLUMNS_PRODUCT_SUM_GLSL
#define FIELDSTONE_MULTIPLY_COLUMNS_PRODUCT_SUM_GLSL

#include "fieldstone/glsl/multiply/columns.glsl"

// The sum of so many products, divided by R and reduced, is below 129p, which leaves its top limb
// in 32 bits.
const uint FIELD_PRODUCT_SUM_TERMS = 128u;

// A column has room for 4 products of 9 limbs of 29 bits, or of 14 limbs of 28, after a carry. One
// after every 2 takes fewer registers: on an H200, sums of 2^24 Fr products took 275 in place of
// 295 us.
const uint FS_COLUMN_TERMS = 2u;

struct FieldProductSum {
  uint64_t column[2 * FS_COLUMN_LIMBS];
  uint terms;
};

FieldProductSum field_product_sum_zero() {
  FieldProductSum sum;
  [[unroll]] for (int k = 0; k < 2 * FS_COLUMN_LIMBS; k++) {
    sum.column[k] = uint64_t(0u);
  }
  sum.terms = 0u;
  return sum;
}

// Brings all columns but the top one below 2^FS_COLUMN_BITS.
void fs_product_sum_carry(inout FieldProductSum sum) {
  [[unroll]] for (int k = 0; k < 2 * FS_COLUMN_LIMBS - 1; k++) {
    sum.column[k + 1] += sum.column[k] >> FS_COLUMN_BITS;
    sum.column[k] &= uint64_t(FS_COLUMN_MASK);
  }
}

// Adds a * b, for a and b below p.
void field_product_sum_add(inout FieldProductSum sum, FieldElement a, FieldElement b) {
  FsColumnLimbs x = fs_column_limbs(a, FS_COLUMN_SHIFT);
  FsColumnLimbs y = fs_column_limbs(b, 0);
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < FS_COLUMN_LIMBS; j++) {
      sum.column[i + j] += uint64_t(x.limb[i]) * uint64_t(y.limb[j]);
    }
  }
  sum.terms++;
  if (sum.terms % FS_COLUMN_TERMS == 0u) {
    fs_product_sum_carry(sum);
  }
}

// The sum divided by R, mod p.
//
// Its quotient by p is estimated from the top limbs: it is never more than the true one, and less
// by at most one, since either p has more bits in its top limb than the quotient has, or the
// quotient is 0 or 1.
FieldElement field_product_sum_reduce(FieldProductSum sum) {
  FieldElement modulus = field_modulus();
  FsColumnLimbs p = fs_column_limbs(modulus, 0);
  fs_product_sum_carry(sum);
  [[unroll]] for (int k = 0; k < 2 * FS_COLUMN_LIMBS; k++) {
    fs_column_sum[k] = sum.column[k];
  }
  FsColumnLimbs limbs = fs_columns_reduce();
  uint quotient = limbs.limb[FS_COLUMN_LIMBS - 1] / (p.limb[FS_COLUMN_LIMBS - 1] + 1u);
  int64_t borrow = int64_t(0);
  [[unroll]] for (int i = 0; i < FS_COLUMN_LIMBS; i++) {
    borrow += int64_t(limbs.limb[i]) - int64_t(uint64_t(quotient) * uint64_t(p.limb[i]));
    limbs.limb[i] = uint(borrow) & FS_COLUMN_MASK;
    borrow >>= FS_COLUMN_BITS;
  }
  return fs_element_of_column_limbs(limbs);
}

#endif
