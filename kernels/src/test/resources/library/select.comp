// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/select.glsl"
#include "fieldstone/glsl/field/sub.glsl"

// a where a is even, else b, minus the larger of both by a swap: what is chosen is told apart by
// sign.
FieldElement apply(FieldElement a, FieldElement b) {
  FieldElement chosen = field_select((a.limb[0] & 1u) == 0u, a, b);
  uint borrow;
  fs_limbs_sub(a, b, borrow);
  field_swap(borrow == 1u, a, b);
  return field_sub(chosen, a);
}
