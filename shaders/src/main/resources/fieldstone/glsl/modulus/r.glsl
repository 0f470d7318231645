// SPDX-License-Identifier: Apache-2.0
//
// R mod p, where R = 2^(32 * FIELDSTONE_WORDS) is the Montgomery radix: one in Montgomery form.

#ifndef FIELDSTONE_MODULUS_R_GLSL
#define FIELDSTONE_MODULUS_R_GLSL

#include "fieldstone/glsl/modulus/specialized.glsl"

FIELD_CONSTANT_WORDS(FIELDSTONE_R_, 400)

FieldElement field_r() {
  return FIELD_CONSTANT_ELEMENT(FIELDSTONE_R_);
}

#endif
