// SPDX-License-Identifier: Apache-2.0
//
// The modulus p. It is not part of a module: word i of it is the specialization constant 100 + i,
// which the runtime sets when it makes the pipeline of one field. So one module serves every field
// of its limb shape, and the driver still compiles it with p as a literal.

#ifndef FIELDSTONE_MODULUS_GLSL
#define FIELDSTONE_MODULUS_GLSL

#include "limbs.glsl"

#if FIELDSTONE_WORDS > 16
#error a modulus has at most 16 words of 32 bits
#endif

layout(constant_id = 100) const uint FIELDSTONE_P0 = 0u;
#if FIELDSTONE_WORDS > 1
layout(constant_id = 101) const uint FIELDSTONE_P1 = 0u;
#endif
#if FIELDSTONE_WORDS > 2
layout(constant_id = 102) const uint FIELDSTONE_P2 = 0u;
#endif
#if FIELDSTONE_WORDS > 3
layout(constant_id = 103) const uint FIELDSTONE_P3 = 0u;
#endif
#if FIELDSTONE_WORDS > 4
layout(constant_id = 104) const uint FIELDSTONE_P4 = 0u;
#endif
#if FIELDSTONE_WORDS > 5
layout(constant_id = 105) const uint FIELDSTONE_P5 = 0u;
#endif
#if FIELDSTONE_WORDS > 6
layout(constant_id = 106) const uint FIELDSTONE_P6 = 0u;
#endif
#if FIELDSTONE_WORDS > 7
layout(constant_id = 107) const uint FIELDSTONE_P7 = 0u;
#endif
#if FIELDSTONE_WORDS > 8
layout(constant_id = 108) const uint FIELDSTONE_P8 = 0u;
#endif
#if FIELDSTONE_WORDS > 9
layout(constant_id = 109) const uint FIELDSTONE_P9 = 0u;
#endif
#if FIELDSTONE_WORDS > 10
layout(constant_id = 110) const uint FIELDSTONE_P10 = 0u;
#endif
#if FIELDSTONE_WORDS > 11
layout(constant_id = 111) const uint FIELDSTONE_P11 = 0u;
#endif
#if FIELDSTONE_WORDS > 12
layout(constant_id = 112) const uint FIELDSTONE_P12 = 0u;
#endif
#if FIELDSTONE_WORDS > 13
layout(constant_id = 113) const uint FIELDSTONE_P13 = 0u;
#endif
#if FIELDSTONE_WORDS > 14
layout(constant_id = 114) const uint FIELDSTONE_P14 = 0u;
#endif
#if FIELDSTONE_WORDS > 15
layout(constant_id = 115) const uint FIELDSTONE_P15 = 0u;
#endif

// A function, since GLSL makes no constant array of specialization constants; it is one after
// optimisation.
Element field_modulus() {
  return Element(uint[FIELDSTONE_WORDS](
      FIELDSTONE_P0
#if FIELDSTONE_WORDS > 1
      , FIELDSTONE_P1
#endif
#if FIELDSTONE_WORDS > 2
      , FIELDSTONE_P2
#endif
#if FIELDSTONE_WORDS > 3
      , FIELDSTONE_P3
#endif
#if FIELDSTONE_WORDS > 4
      , FIELDSTONE_P4
#endif
#if FIELDSTONE_WORDS > 5
      , FIELDSTONE_P5
#endif
#if FIELDSTONE_WORDS > 6
      , FIELDSTONE_P6
#endif
#if FIELDSTONE_WORDS > 7
      , FIELDSTONE_P7
#endif
#if FIELDSTONE_WORDS > 8
      , FIELDSTONE_P8
#endif
#if FIELDSTONE_WORDS > 9
      , FIELDSTONE_P9
#endif
#if FIELDSTONE_WORDS > 10
      , FIELDSTONE_P10
#endif
#if FIELDSTONE_WORDS > 11
      , FIELDSTONE_P11
#endif
#if FIELDSTONE_WORDS > 12
      , FIELDSTONE_P12
#endif
#if FIELDSTONE_WORDS > 13
      , FIELDSTONE_P13
#endif
#if FIELDSTONE_WORDS > 14
      , FIELDSTONE_P14
#endif
#if FIELDSTONE_WORDS > 15
      , FIELDSTONE_P15
#endif
  ));
}

#endif
