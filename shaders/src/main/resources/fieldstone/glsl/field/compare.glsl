// SPDX-License-Identifier: Apache-2.0
//
// Comparisons of elements below p, which are equal where their limbs are: in either form, if it is
// the same for both.

#ifndef FIELDSTONE_FIELD_COMPARE_GLSL
#define FIELDSTONE_FIELD_COMPARE_GLSL

#include "fieldstone/glsl/integer/limbs.glsl"

// Whether a is zero, for a below p.
bool field_is_zero(FieldElement a) {
  return fs_limbs_nonzero(a) == 0u;
}

// Whether a and b are equal, for both below p.
bool field_equal(FieldElement a, FieldElement b) {
  uint differences = 0u;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    differences |= a.limb[i] ^ b.limb[i];
  }
  return differences == 0u;
}

#endif
