// SPDX-License-Identifier: Apache-2.0
//
// -p^-1 mod 2^64, as two words: what makes the low end of a Montgomery product zero. A reduction
// word by word needs its low word only.

#ifndef FIELDSTONE_MODULUS_N0_INV_GLSL
#define FIELDSTONE_MODULUS_N0_INV_GLSL

layout(constant_id = 200) const uint FIELDSTONE_N0_INV = 0u;
#if FIELDSTONE_WORDS > 1
layout(constant_id = 201) const uint FIELDSTONE_N0_INV_HIGH = 0u;
#endif

#endif
