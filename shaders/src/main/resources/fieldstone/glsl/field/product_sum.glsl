// SPDX-License-Identifier: Apache-2.0
//
// Sums of products.

#ifndef FIELDSTONE_FIELD_PRODUCT_SUM_GLSL
#define FIELDSTONE_FIELD_PRODUCT_SUM_GLSL

#include "fieldstone/glsl/field/montgomery.glsl"

#if defined FIELDSTONE_STRATEGY_COLUMNS && FIELDSTONE_WORDS > 2
#include "fieldstone/glsl/multiply/columns_product_sum.glsl"
#else

#include "fieldstone/glsl/field/add.glsl"

#define FieldProductSum FieldElement

// How many products one sum takes.
const uint FIELD_PRODUCT_SUM_TERMS = 0xffffffffu;

FieldProductSum field_product_sum_zero() {
  return fs_limbs_zero();
}

// Adds a * b, for a and b below p.
void field_product_sum_add(inout FieldProductSum sum, FieldElement a, FieldElement b) {
  sum = field_add(sum, field_montgomery_mul(a, b));
}

// The sum divided by R, mod p.
FieldElement field_product_sum_reduce(FieldProductSum sum) {
  return sum;
}

#endif

#endif
