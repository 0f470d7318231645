// SPDX-License-Identifier: Apache-2.0
//
// Factors that are elements in Montgomery form, below p: those of strategies that multiply words.

#ifndef FIELDSTONE_MULTIPLY_ELEMENT_FACTOR_GLSL
#define FIELDSTONE_MULTIPLY_ELEMENT_FACTOR_GLSL

#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/compare.glsl"
#include "fieldstone/glsl/field/double.glsl"
#include "fieldstone/glsl/field/neg.glsl"
#include "fieldstone/glsl/field/select.glsl"
#include "fieldstone/glsl/field/sub.glsl"
#include "fieldstone/glsl/integer/word.glsl"
#include "fieldstone/glsl/modulus/r.glsl"
#include "fieldstone/glsl/modulus/reduce.glsl"

#define FieldFactor FieldElement

FieldFactor field_factor_of_montgomery(FieldElement a) {
  return a;
}

FieldElement field_factor_montgomery(FieldFactor a) {
  return a;
}

FieldFactor field_factor_one() {
  return field_r();
}

FieldFactor field_factor_mul(FieldFactor a, FieldFactor b) {
  return field_montgomery_mul(a, b);
}

FieldFactor field_factor_mul_montgomery(FieldFactor a, FieldElement b) {
  return field_montgomery_mul(a, b);
}

FieldFactor field_factor_sqr(FieldFactor a) {
  return field_montgomery_sqr(a);
}

FieldFactor field_factor_add(FieldFactor a, FieldFactor b) {
  return field_add(a, b);
}

FieldFactor field_factor_sub(FieldFactor a, FieldFactor b) {
  return field_sub(a, b);
}

FieldFactor field_factor_sub_double(FieldFactor a, FieldFactor b) {
  return field_sub(a, field_double(b));
}

FieldFactor fs_products_sub_sub_double(FieldFactor a, FieldFactor b, FieldFactor c) {
  return field_factor_sub_double(field_sub(a, b), c);
}

FieldFactor fs_factor_sub_operand(FieldFactor a, FieldFactor b) {
  return field_sub(a, b);
}

FieldFactor field_factor_double(FieldFactor a) {
  return field_double(a);
}

FieldFactor field_factor_neg(FieldFactor a) {
  return field_neg(a);
}

bool field_factor_is_zero(FieldFactor a) {
  return field_is_zero(a);
}

FieldFactor field_factor_select(bool condition, FieldFactor a, FieldFactor b) {
  return field_select(condition, a, b);
}

// (above * 2^(32 * FIELDSTONE_WORDS) + a) mod p, for a value below (terms + 1) p.
FieldElement fs_reduce_sum(FieldElement a, uint above, const int terms) {
  [[unroll]] for (int i = 0; i < terms; i++) {
    uint borrow;
    FieldElement reduced = fs_limbs_sub(a, field_modulus(), borrow);
    bool takes = above >= borrow;
    a = fs_limbs_select(uint(takes), reduced, a);
    above -= takes ? borrow : 0u;
  }
  return a;
}

#if FIELDSTONE_WORDS == 1

// Four products of elements below 2^31 fit 64 bits, and are reduced together; where p uses its top
// bit each is. Two of them are below R p, and four of them below 2 R p.
#ifdef FIELDSTONE_STRATEGY_WIDE
#define FS_SHORT_DOT(TERMS) \
  FieldFactor fs_factor_dot(FieldFactor a[TERMS], FieldFactor b[TERMS]) { \
    uint64_t sum = uint64_t(a[0].limb[0]) * uint64_t(b[0].limb[0]); \
    [[unroll]] for (int t = 1; t < TERMS; t++) { \
      sum += uint64_t(a[t].limb[0]) * uint64_t(b[t].limb[0]); \
    } \
    uvec2 words = unpackUint2x32(sum); \
    if (TERMS > 2) { \
      words.y = min(words.y, words.y - FIELDSTONE_P0); \
    } \
    return fs_montgomery_reduce_wide(packUint2x32(words)); \
  }
#else
#define FS_SHORT_DOT(TERMS) \
  FieldFactor fs_factor_dot(FieldFactor a[TERMS], FieldFactor b[TERMS]) { \
    FsWide sum = fs_limbs_multiply(a[0], b[0]); \
    [[unroll]] for (int t = 1; t < TERMS; t++) { \
      uint carry = 0u; \
      sum.low.limb[0] = \
          fs_word_multiply_add(a[t].limb[0], b[t].limb[0], sum.low.limb[0], carry); \
      sum.high.limb[0] += carry; \
    } \
    return field_sub(fs_reduce_once(sum.high, 0u), fs_montgomery_quotient(sum.low)); \
  }
#endif

#define FS_FACTOR_DOT(TERMS) \
  FS_SHORT_DOT(TERMS) \
  FieldFactor field_factor_dot(FieldFactor a[TERMS], FieldFactor b[TERMS]) { \
    if (field_modulus().limb[0] >> 31 != 0u) { \
      FieldFactor each = field_factor_mul(a[0], b[0]); \
      [[unroll]] for (int t = 1; t < TERMS; t++) { \
        each = field_add(each, field_factor_mul(a[t], b[t])); \
      } \
      return each; \
    } \
    return fs_factor_dot(a, b); \
  }

FS_FACTOR_DOT(2)
FS_FACTOR_DOT(3)
FS_FACTOR_DOT(4)

#elif FIELDSTONE_WORDS == 2

// Products of one limb of 64 bits have no room for sums.
#define FS_FACTOR_DOT(TERMS) \
  FieldFactor field_factor_dot(FieldFactor a[TERMS], FieldFactor b[TERMS]) { \
    FieldFactor sum = field_factor_mul(a[0], b[0]); \
    [[unroll]] for (int t = 1; t < TERMS; t++) { \
      sum = field_add(sum, field_factor_mul(a[t], b[t])); \
    } \
    return sum; \
  }

FS_FACTOR_DOT(2)
FS_FACTOR_DOT(3)
FS_FACTOR_DOT(4)

#endif

#endif
