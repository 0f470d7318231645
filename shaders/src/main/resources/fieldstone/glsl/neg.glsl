// SPDX-License-Identifier: Apache-2.0
//
// Modular negation.

#ifndef FIELDSTONE_NEG_GLSL
#define FIELDSTONE_NEG_GLSL

#include "modulus.glsl"

// -a mod p, for a below p. Zero stays zero: p itself is not canonical.
Element field_neg(Element a) {
  uint borrow;  // never set, since a < p
  Element negated = limbs_sub(field_modulus(), a, borrow);
  return limbs_mask(negated, limbs_nonzero(a));
}

#endif
