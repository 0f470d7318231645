// SPDX-License-Identifier: Apache-2.0
//
// Choices between elements without a branch: neighbouring threads that choose differently take no
// longer than those that agree.

#ifndef FIELDSTONE_FIELD_SELECT_GLSL
#define FIELDSTONE_FIELD_SELECT_GLSL

#include "fieldstone/glsl/integer/limbs.glsl"

// a where the condition holds, b where it does not.
FieldElement field_select(bool condition, FieldElement a, FieldElement b) {
  return fs_limbs_select(uint(condition), a, b);
}

// Exchanges a and b where the condition holds.
void field_swap(bool condition, inout FieldElement a, inout FieldElement b) {
  uint mask = 0u - uint(condition);
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    uint difference = mask & (a.limb[i] ^ b.limb[i]);
    a.limb[i] ^= difference;
    b.limb[i] ^= difference;
  }
}

#endif
