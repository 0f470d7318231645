// SPDX-License-Identifier: Apache-2.0

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/binary.glsl"
#include "fieldstone/glsl/select.glsl"
#include "fieldstone/glsl/sub.glsl"

// a where a is even, else b, minus the larger of both by a swap: what is chosen is told apart by sign.
Element apply(Element a, Element b) {
  Element chosen = field_select((a.limb[0] & 1u) == 0u, a, b);
  uint borrow;
  limbs_sub(a, b, borrow);
  field_swap(borrow == 1u, a, b);
  return field_sub(chosen, a);
}
