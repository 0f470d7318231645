// SPDX-License-Identifier: Apache-2.0
//
// Factors: elements as the strategy of a module multiplies them, for chains of products that need not
// be elements in between.
//
//   Factor power = factor_of(a);                 a in Montgomery form
//   power = factor_mul(factor_sqr(power), power);
//   Element cube = factor_element(power);
//
// Each conversion may cost up to a product. A strategy whose conversions cost little also has those
// of canonical elements, each with a product besides:
//
//   Factor power = factor_mul(factor_limbs(a), factor_radix_squared());
//   Element a = factor_value(factor_mul(power, factor_limbs(limbs_of(1u))));
//
// and a constant FACTOR_ELEMENT_MULTIPLIES, whether factor_element is a product. That product is
// factor_value(factor_mul(power, factor_limbs(field_r()))).

#ifndef FIELDSTONE_FACTOR_GLSL
#define FIELDSTONE_FACTOR_GLSL

#include "montgomery.glsl"

#ifndef FIELDSTONE_HAS_FACTOR

#define Factor Element

Factor factor_of(Element a) {
  return a;
}

Element factor_element(Factor a) {
  return a;
}

Factor factor_mul(Factor a, Factor b) {
  return montgomery_mul(a, b);
}

Factor factor_sqr(Factor a) {
  return montgomery_sqr(a);
}

#endif

#endif
