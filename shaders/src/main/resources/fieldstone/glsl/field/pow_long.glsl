// SPDX-License-Identifier: Apache-2.0
//
// Powers by exponents as long as elements, such as Fermat's inverse or a Legendre symbol.

#ifndef FIELDSTONE_FIELD_POW_LONG_GLSL
#define FIELDSTONE_FIELD_POW_LONG_GLSL

#include "fieldstone/glsl/field/convert.glsl"
#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/form.glsl"

// a^k for a below p and an exponent of FIELDSTONE_WORDS words, least significant first; a^0 is one,
// also for a = 0. In the form of the dispatch; 1.5 products a bit of the exponent.
FieldElement field_pow_long(FieldElement a, uint k[FIELDSTONE_WORDS]) {
  if (!FIELD_MONTGOMERY_FORM) {
    a = field_to_montgomery(a);
  }
  a = field_factor_montgomery(field_factor_pow(field_factor_of_montgomery(a), k));
  if (!FIELD_MONTGOMERY_FORM) {
    a = field_from_montgomery(a);
  }
  return a;
}

#endif
