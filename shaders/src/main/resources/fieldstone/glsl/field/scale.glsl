// SPDX-License-Identifier: Apache-2.0
//
// Small multiples, which are the same operation whatever the form of the elements.

#ifndef FIELDSTONE_FIELD_SCALE_GLSL
#define FIELDSTONE_FIELD_SCALE_GLSL

#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/double.glsl"

// k * a mod p, for a below p. HAC 14.79, left-to-right binary, with sums in place of products; for
// a small k that is less work than a multiplication.
//
// k is meant to be the same for all threads, best a literal: the loop and its branch are then
// uniform.
FieldElement field_scale(FieldElement a, uint k) {
  if (k == 0u) {
    return fs_limbs_mask(a, 0u);
  }
  FieldElement multiple = a;
  for (int bit = findMSB(k) - 1; bit >= 0; bit--) {
    multiple = field_double(multiple);
    if ((k >> bit & 1u) != 0u) {
      multiple = field_add(multiple, a);
    }
  }
  return multiple;
}

#endif
