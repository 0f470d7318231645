// SPDX-License-Identifier: Apache-2.0
//
// Factors: elements as the strategy of a module multiplies them, kept so from product to product. A
// kernel of many products makes factors of what it reads, computes, and makes elements of what it
// writes; in between nothing is converted.
//
//   FieldFactor x = field_factor_of(a);                  a in the form of the dispatch
//   FieldFactor y = field_factor_sub(field_factor_sqr(x), x);
//   FieldElement b = field_factor_element(field_factor_mul(y, x));
//
// A factor may be larger than p in absolute value, by how much is its size, and no size may exceed
// 32. A kernel that keeps to this is right in every strategy; portable, wide and float64 reduce
// each result and bound nothing.
//
//   of(a), zero, one         size 1
//   mul, sqr, dot            size 1 + s t / 32, for factors of sizes s and t, all products added
//   mul_element              1 + s / 2
//   add, sub                 the sizes of both operands, added
//   sub_double               that of the first and twice that of the second
//   double, scale by k       twice, k times the operand's size
//   neg, select              the operands' size, the larger one
//   is_zero, element         take any size, equal two that add up to 32
//
// Costs, in products: of() and element() up to one, and one more where elements are canonical; sub
// and add a tenth or less. So a kernel of factors is best declared with form = Form.MONTGOMERY.

#ifndef FIELDSTONE_FIELD_FACTOR_GLSL
#define FIELDSTONE_FIELD_FACTOR_GLSL

#include "fieldstone/glsl/field/convert.glsl"
#include "fieldstone/glsl/field/form.glsl"
#include "fieldstone/glsl/field/montgomery.glsl"

#if FIELDSTONE_WORDS <= 2
#include "fieldstone/glsl/multiply/element_factor.glsl"
#elif defined FIELDSTONE_STRATEGY_WIDE
#include "fieldstone/glsl/multiply/wide_sums.glsl"
#elif defined FIELDSTONE_STRATEGY_COLUMNS
#include "fieldstone/glsl/multiply/columns_factor.glsl"
#elif defined FIELDSTONE_STRATEGY_FLOAT64
#include "fieldstone/glsl/multiply/float64_factor.glsl"
#else
#include "fieldstone/glsl/multiply/portable_sums.glsl"
#endif

// a, which is an element in Montgomery form, below p, whatever the form of the dispatch.
FieldFactor field_factor_of_montgomery(FieldElement a);

// a as an element in Montgomery form, below p, whatever the form of the dispatch.
FieldElement field_factor_montgomery(FieldFactor a);

// a, which is an element in the form of the dispatch, below p.
FieldFactor field_factor_of(FieldElement a) {
  if (!FIELD_MONTGOMERY_FORM) {
    a = field_to_montgomery(a);
  }
  return field_factor_of_montgomery(a);
}

// a as an element in the form of the dispatch, below p.
FieldElement field_factor_element(FieldFactor a) {
  FieldElement element = field_factor_montgomery(a);
  if (!FIELD_MONTGOMERY_FORM) {
    element = field_from_montgomery(element);
  }
  return element;
}

// The product of a and b.
FieldFactor field_factor_mul(FieldFactor a, FieldFactor b);

// The product of a and b, an element in Montgomery form, below p, whatever the form of the
// dispatch.
FieldFactor field_factor_mul_montgomery(FieldFactor a, FieldElement b);

// The product of a and b, an element in the form of the dispatch, below p. For an element that is
// multiplied once: no factor is made of it, which is up to a product less.
FieldFactor field_factor_mul_element(FieldFactor a, FieldElement b) {
  if (!FIELD_MONTGOMERY_FORM) {
    b = field_to_montgomery(b);
  }
  return field_factor_mul_montgomery(a, b);
}

// The square of a.
FieldFactor field_factor_sqr(FieldFactor a);

// a + b.
FieldFactor field_factor_add(FieldFactor a, FieldFactor b);

// a - b.
FieldFactor field_factor_sub(FieldFactor a, FieldFactor b);

// a - 2b.
FieldFactor field_factor_sub_double(FieldFactor a, FieldFactor b);

// a - b - 2c, of the sizes' sum likewise, for results of mul, sqr and zero() of sizes up to 1: of
// floats one reduction in place of two.
FieldFactor fs_products_sub_sub_double(FieldFactor a, FieldFactor b, FieldFactor c);

// a - b, for one operand of one of the products of mul_add or mul_sub and nothing else.
FieldFactor fs_factor_sub_operand(FieldFactor a, FieldFactor b);

// 2a.
FieldFactor field_factor_double(FieldFactor a);

// -a.
FieldFactor field_factor_neg(FieldFactor a);

// Whether a is zero modulo p.
bool field_factor_is_zero(FieldFactor a);

// a where the condition holds, b where it does not; without a branch.
FieldFactor field_factor_select(bool condition, FieldFactor a, FieldFactor b);

// a[0] b[0] + a[1] b[1], with one reduction.
FieldFactor field_factor_dot(FieldFactor a[2], FieldFactor b[2]);

// The same of three products.
FieldFactor field_factor_dot(FieldFactor a[3], FieldFactor b[3]);

// The same of four products.
FieldFactor field_factor_dot(FieldFactor a[4], FieldFactor b[4]);

// One.
FieldFactor field_factor_one();

// Zero.
FieldFactor field_factor_zero() {
  return field_factor_of_montgomery(fs_limbs_zero());
}

// Whether a and b are equal.
bool field_factor_equal(FieldFactor a, FieldFactor b) {
  return field_factor_is_zero(field_factor_sub(a, b));
}

// a b + c d, with one reduction.
FieldFactor field_factor_mul_add(FieldFactor a, FieldFactor b, FieldFactor c, FieldFactor d) {
  return field_factor_dot(FieldFactor[2](a, c), FieldFactor[2](b, d));
}

// a b - c d, with one reduction.
FieldFactor field_factor_mul_sub(FieldFactor a, FieldFactor b, FieldFactor c, FieldFactor d) {
  return field_factor_mul_add(a, b, field_factor_neg(c), d);
}

// k a, by doublings and sums: for a small k that is less work than a product. HAC 14.79,
// left-to-right binary. k is meant to be the same for all threads, best a literal.
FieldFactor field_factor_scale(FieldFactor a, uint k) {
  FieldFactor multiple = a;
  if (k == 0u) {
    multiple = field_factor_zero();
  }
  for (int bit = findMSB(k) - 1; bit >= 0; bit--) {
    multiple = field_factor_double(multiple);
    if ((k >> bit & 1u) != 0u) {
      multiple = field_factor_add(multiple, a);
    }
  }
  return multiple;
}

// a^k, for a of size 16 at most and an exponent of FIELDSTONE_WORDS words, least significant first.
// HAC 14.79, left-to-right binary, from the top bit of k on; one square and one product are spelled
// out.
//
// k is meant to be the same for all threads: the loop and its branch are then uniform.
FieldFactor field_factor_pow(FieldFactor a, uint k[FIELDSTONE_WORDS]) {
  FieldFactor power = field_factor_one();
  bool started = false;
  for (int bit = 0; bit < 32 * FIELDSTONE_WORDS; bit++) {
    // The words move up: one picked by a variable would move all of them to memory.
    bool multiplies = k[FIELDSTONE_WORDS - 1] >> 31 != 0u;
    [[unroll]] for (int i = FIELDSTONE_WORDS - 1; i > 0; i--) {
      k[i] = k[i] << 1 | k[i - 1] >> 31;
    }
    k[0] <<= 1;
    if (started) {
      power = field_factor_sqr(power);
    }
    if (multiplies) {
      power = field_factor_mul(power, a);
      started = true;
    }
  }
  return power;
}

#endif
