// SPDX-License-Identifier: Apache-2.0
//
// R^2 mod p, where R = 2^(32 * FIELDSTONE_WORDS) is the Montgomery radix: what leads into
// Montgomery form, and puts back the factor R that a Montgomery product of canonical elements
// lacks.

#ifndef FIELDSTONE_MODULUS_R_SQUARED_GLSL
#define FIELDSTONE_MODULUS_R_SQUARED_GLSL

#include "fieldstone/glsl/modulus/specialized.glsl"

FIELD_CONSTANT_WORDS(FIELDSTONE_R_SQUARED_, 300)

FieldElement field_r_squared() {
  return FIELD_CONSTANT_ELEMENT(FIELDSTONE_R_SQUARED_);
}

#endif
