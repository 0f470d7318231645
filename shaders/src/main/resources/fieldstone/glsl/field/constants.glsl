// SPDX-License-Identifier: Apache-2.0
//
// Small integers as field elements, in the form of the dispatch. They need R mod p (ids 400 and up)
// and the modulus, and no multiplication.

#ifndef FIELDSTONE_FIELD_CONSTANTS_GLSL
#define FIELDSTONE_FIELD_CONSTANTS_GLSL

#include "fieldstone/glsl/field/form.glsl"
#include "fieldstone/glsl/modulus/r.glsl"
#include "fieldstone/glsl/field/scale.glsl"

// 1 in the form of the dispatch.
FieldElement field_one() {
  FieldElement one = field_r();
  if (!FIELD_MONTGOMERY_FORM) {
    one = fs_limbs_mask(one, 0u);
    one.limb[0] = 1u;
  }
  return one;
}

// k mod p in the form of the dispatch. k may exceed p.
FieldElement field_constant(uint k) {
  return field_scale(field_one(), k);
}

#endif
