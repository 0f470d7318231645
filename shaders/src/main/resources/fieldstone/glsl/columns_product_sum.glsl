// SPDX-License-Identifier: Apache-2.0
//
// Sums of products in columns: the columns of all the products are summed, and reduced once.

#ifndef FIELDSTONE_COLUMNS_PRODUCT_SUM_GLSL
#define FIELDSTONE_COLUMNS_PRODUCT_SUM_GLSL

#include "montgomery_columns.glsl"
#include "r_squared.glsl"

// The top column has room for so many products, and more than twice as many.
const uint PRODUCT_SUM_TERMS = 256u;

// A column has room for 4 products of 9 limbs of 29 bits, or of 14 limbs of 28, after a carry.
const uint COLUMN_TERMS = 4u;

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

// Adds a * b, for a and b below p.
void product_sum_add(inout ProductSum sum, Element a, Element b) {
  ColumnLimbs x = column_limbs(a, 0);
  ColumnLimbs y = column_limbs(b, 0);
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    [[unroll]] for (int j = 0; j < COLUMN_LIMBS; j++) {
      sum.column[i + j] += uint64_t(x.limb[i]) * uint64_t(y.limb[j]);
    }
  }
  sum.terms++;
  if (sum.terms % COLUMN_TERMS == 0u) {
    [[unroll]] for (int k = 0; k < 2 * COLUMN_LIMBS - 1; k++) {
      sum.column[k + 1] += sum.column[k] >> COLUMN_BITS;
      sum.column[k] &= uint64_t(COLUMN_MASK);
    }
  }
}

// The sum divided by the radix of COLUMN_LIMBS + 1 limbs, mod p: one step more than a product has
// brings it below 2p.
Element product_sum_reduce(ProductSum sum) {
  Element modulus = field_modulus();
  ColumnLimbs p = column_limbs(modulus, 0);
  [[unroll]] for (int k = 0; k < 2 * COLUMN_LIMBS - 1; k++) {
    sum.column[k + 1] += sum.column[k] >> COLUMN_BITS;
    sum.column[k] &= uint64_t(COLUMN_MASK);
  }
  [[unroll]] for (int i = 0; i <= COLUMN_LIMBS; i++) {
    uint factor = uint(sum.column[i]) * FIELDSTONE_N0_INV & COLUMN_MASK;
    [[unroll]] for (int j = 0; j < COLUMN_LIMBS; j++) {
      if (i + j < 2 * COLUMN_LIMBS) {
        sum.column[i + j] += uint64_t(factor) * uint64_t(p.limb[j]);
      }
    }
    sum.column[i + 1] += sum.column[i] >> COLUMN_BITS;
  }
  ColumnLimbs reduced;
  uint64_t carry = uint64_t(0u);
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    carry += i < COLUMN_LIMBS - 1 ? sum.column[min(COLUMN_LIMBS + 1 + i, 2 * COLUMN_LIMBS - 1)]
                                  : uint64_t(0u);
    reduced.limb[i] = uint(carry) & COLUMN_MASK;
    carry >>= COLUMN_BITS;
  }
  return element_of_column_limbs(reduced);
}

// From that radix to R, by a product with a power of two in Montgomery form:
//
//   R^2 * power / radix = 2^((COLUMN_LIMBS + 1) * COLUMN_BITS) / R * radix
Element product_sum_scale(Element sum) {
  const int exponent = (3 * COLUMN_LIMBS + 1) * COLUMN_BITS - 96 * FIELDSTONE_WORDS;
  ColumnLimbs power;
  [[unroll]] for (int i = 0; i < COLUMN_LIMBS; i++) {
    power.limb[i] = exponent / COLUMN_BITS == i ? 1u << exponent % COLUMN_BITS : 0u;
  }
  Element squared = field_r_squared();
  ColumnLimbs product = column_limbs(squared, 0);
  [[dont_unroll]] for (int i = 0; i < 2; i++) {
    product = factor_mul(product, power);
    power = column_limbs(sum, 0);
  }
  return element_of_column_limbs(product);
}

#endif
