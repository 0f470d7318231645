// SPDX-License-Identifier: Apache-2.0
//
// Multiples of factors by what extension fields are made with: a small integer that is the same for
// all threads.

#ifndef FIELDSTONE_FIELD_SMALL_MULTIPLE_GLSL
#define FIELDSTONE_FIELD_SMALL_MULTIPLE_GLSL

#include "fieldstone/glsl/field/factor.glsl"

// n a, of |n| times the size of a. Elements of one limb are multiplied by more than 3: that is less
// than their doublings and sums, and n in Montgomery form is a constant for the driver.
FieldFactor fs_small_multiple(FieldFactor a, int n) {
  uint k = uint(abs(n));
  FieldFactor multiple;
#if FIELDSTONE_WORDS <= 2
  if (k > 3u) {
    multiple = field_factor_mul(a, field_factor_scale(field_factor_one(), k));
  } else {
    multiple = field_factor_scale(a, k);
  }
#elif defined FS_FEWER_TURNS
  // As field_factor_scale makes it, in no turn of a loop: drivers know n, and drop what is above.
  multiple = a;
  if (k == 0u) {
    multiple = field_factor_zero();
  }
  [[unroll]] for (int bit = 30; bit >= 0; bit--) {
    if (k >> (bit + 1) != 0u) {
      multiple = field_factor_double(multiple);
      if ((k >> bit & 1u) != 0u) {
        multiple = field_factor_add(multiple, a);
      }
    }
  }
#else
  multiple = field_factor_scale(a, k);
#endif
  if (n < 0) {
    multiple = field_factor_neg(multiple);
  }
  return multiple;
}

#endif
