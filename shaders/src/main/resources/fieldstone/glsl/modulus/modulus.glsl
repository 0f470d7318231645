// SPDX-License-Identifier: Apache-2.0
//
// The modulus p. It is not part of a module: word i of it is the specialization constant 100 + i,
// which the runtime sets when it makes the pipeline of one field. So one module serves every field
// of its limb shape, and the driver still compiles it with p as a literal.

#ifndef FIELDSTONE_MODULUS_MODULUS_GLSL
#define FIELDSTONE_MODULUS_MODULUS_GLSL

#include "fieldstone/glsl/modulus/specialized.glsl"

FIELD_CONSTANT_WORDS(FIELDSTONE_P, 100)

// A function, since GLSL makes no constant array of specialization constants; it is one after
// optimisation.
FieldElement field_modulus() {
  return FIELD_CONSTANT_ELEMENT(FIELDSTONE_P);
}

#endif
