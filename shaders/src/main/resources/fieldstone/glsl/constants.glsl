// SPDX-License-Identifier: Apache-2.0
//
// Small integers as field elements, in the form of the dispatch. They need R mod p (ids 400 and up)
// and the modulus, and no multiplication.

#ifndef FIELDSTONE_CONSTANTS_GLSL
#define FIELDSTONE_CONSTANTS_GLSL

#include "form.glsl"
#include "r.glsl"
#include "scale.glsl"

// 1 in the form of the dispatch.
Element field_one() {
  Element one = field_r();
  if (!MONTGOMERY_FORM) {
    one = limbs_mask(one, 0u);
    one.limb[0] = 1u;
  }
  return one;
}

// k mod p in the form of the dispatch. k may exceed p.
Element field_constant(uint k) {
  return field_scale(field_one(), k);
}

#endif
