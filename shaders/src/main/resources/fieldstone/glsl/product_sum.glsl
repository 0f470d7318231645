// SPDX-License-Identifier: Apache-2.0
//
// Sums of products.

#ifndef FIELDSTONE_PRODUCT_SUM_GLSL
#define FIELDSTONE_PRODUCT_SUM_GLSL

#include "montgomery.glsl"

#if defined FIELDSTONE_STRATEGY_COLUMNS && FIELDSTONE_WORDS > 2
#include "columns_product_sum.glsl"
#else

#include "add.glsl"

#define ProductSum Element

// How many products one sum takes.
const uint PRODUCT_SUM_TERMS = 0xffffffffu;

ProductSum product_sum_zero() {
  return limbs_zero();
}

// Adds a * b, for a and b below p.
void product_sum_add(inout ProductSum sum, Element a, Element b) {
  sum = field_add(sum, montgomery_mul(a, b));
}

// The sum divided by R, mod p.
Element product_sum_reduce(ProductSum sum) {
  return sum;
}

#endif

#endif
