// SPDX-License-Identifier: Apache-2.0
//
// Sums of products with 32-bit words: multiply/portable.glsl with the rows of all products before
// each reduction step. With T products the sum stays below (T + 1) p.

#ifndef FIELDSTONE_MULTIPLY_PORTABLE_SUMS_GLSL
#define FIELDSTONE_MULTIPLY_PORTABLE_SUMS_GLSL

#include "fieldstone/glsl/multiply/element_factor.glsl"

#define FS_FACTOR_DOT(TERMS) \
  FieldFactor field_factor_dot(FieldFactor a[TERMS], FieldFactor b[TERMS]) { \
    FieldElement p = field_modulus(); \
    FieldElement sum = fs_limbs_zero(); \
    uint above = 0u; \
    FS_FOR_EACH_WORD(i) { \
      uint beyond = 0u; \
      [[unroll]] for (int t = 0; t < TERMS; t++) { \
        uint carry = 0u; \
        [[unroll]] for (int j = 0; j < FIELDSTONE_WORDS; j++) { \
          sum.limb[j] = fs_word_multiply_add(a[t].limb[j], b[t].limb[0], sum.limb[j], carry); \
        } \
        [[unroll]] for (int j = 1; j < FIELDSTONE_WORDS; j++) { \
          b[t].limb[j - 1] = b[t].limb[j]; \
        } \
        uint above_carry; \
        above = uaddCarry(above, carry, above_carry); \
        beyond += above_carry; \
      } \
      uint m = sum.limb[0] * FIELDSTONE_N0_INV; \
      uint carry = 0u; \
      fs_word_multiply_add(p.limb[0], m, sum.limb[0], carry); \
      [[unroll]] for (int j = 1; j < FIELDSTONE_WORDS; j++) { \
        sum.limb[j - 1] = fs_word_multiply_add(p.limb[j], m, sum.limb[j], carry); \
      } \
      uint top_carry; \
      sum.limb[FIELDSTONE_WORDS - 1] = uaddCarry(above, carry, top_carry); \
      above = beyond + top_carry; \
    } \
    return fs_reduce_sum(sum, above, TERMS); \
  }

// a[0] b[0] + a[1] b[1] ..., with one reduction, of two to four products.
FS_FACTOR_DOT(2)
FS_FACTOR_DOT(3)
FS_FACTOR_DOT(4)

#endif
