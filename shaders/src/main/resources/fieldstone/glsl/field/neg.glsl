// SPDX-License-Identifier: Apache-2.0
//
// Modular negation.

#ifndef FIELDSTONE_FIELD_NEG_GLSL
#define FIELDSTONE_FIELD_NEG_GLSL

#include "fieldstone/glsl/modulus/modulus.glsl"

// -a mod p, for a below p. Zero stays zero: p itself is not canonical.
FieldElement field_neg(FieldElement a) {
  uint borrow;  // never set, since a < p
  FieldElement negated = fs_limbs_sub(field_modulus(), a, borrow);
  return fs_limbs_mask(negated, fs_limbs_nonzero(a));
}

#endif
