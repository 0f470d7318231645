// SPDX-License-Identifier: Apache-2.0
//
// Sums of products with 32-bit words and 64-bit carries: multiply/wide.glsl with the rows of all
// products before each reduction step. With T products the sum stays below (T + 1) p.

#ifndef FIELDSTONE_MULTIPLY_WIDE_SUMS_GLSL
#define FIELDSTONE_MULTIPLY_WIDE_SUMS_GLSL

#include "fieldstone/glsl/multiply/element_factor.glsl"

#define FS_FACTOR_DOT(TERMS) \
  FieldFactor field_factor_dot(FieldFactor a[TERMS], FieldFactor b[TERMS]) { \
    FieldElement p = field_modulus(); \
    FieldElement sum = fs_limbs_zero(); \
    uint64_t above = uint64_t(0u); \
    [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) { \
      [[unroll]] for (int t = 0; t < TERMS; t++) { \
        uint64_t carry = uint64_t(0u); \
        [[unroll]] for (int j = 0; j < FIELDSTONE_WORDS; j++) { \
          carry += uint64_t(a[t].limb[j]) * uint64_t(b[t].limb[i]) + uint64_t(sum.limb[j]); \
          sum.limb[j] = uint(carry); \
          carry >>= 32; \
        } \
        above += carry; \
      } \
      uint m = sum.limb[0] * FIELDSTONE_N0_INV; \
      uint64_t carry = uint64_t(m) * uint64_t(p.limb[0]) + uint64_t(sum.limb[0]) >> 32; \
      [[unroll]] for (int j = 1; j < FIELDSTONE_WORDS; j++) { \
        carry += uint64_t(m) * uint64_t(p.limb[j]) + uint64_t(sum.limb[j]); \
        sum.limb[j - 1] = uint(carry); \
        carry >>= 32; \
      } \
      carry += above; \
      sum.limb[FIELDSTONE_WORDS - 1] = uint(carry); \
      above = carry >> 32; \
    } \
    return fs_reduce_sum(sum, uint(above), TERMS); \
  }

// a[0] b[0] + a[1] b[1] ..., with one reduction, of two to four products.
FS_FACTOR_DOT(2)
FS_FACTOR_DOT(3)
FS_FACTOR_DOT(4)

#endif
