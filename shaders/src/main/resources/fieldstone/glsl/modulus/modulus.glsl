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

#if FIELDSTONE_WORDS == 1
// Whether p is below 2^31, so that no sum of two elements has a carry: of a word and that word
// moved by p, the smaller one is then in range. A driver decides it when it makes a pipeline.
bool fs_modulus_spares_bit() {
  return FIELDSTONE_P0 >> 31 == 0u;
}
#endif

#endif
