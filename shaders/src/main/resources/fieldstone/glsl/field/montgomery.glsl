// SPDX-License-Identifier: Apache-2.0
//
// Montgomery multiplication, in the way of the strategy that a module is compiled for:
//
//   portable   32-bit words; any device
//   wide       32-bit words and 64-bit carries
//   columns    limbs of 28 or 29 bits, summed in 64-bit columns without carries
//   float64    limbs of 48 to 52 bits as 64-bit floats, rounded toward zero
//
//   FieldElement field_montgomery_mul(FieldElement a, FieldElement b)
//       a * b / R mod p, for a and b below p
//   FieldElement field_montgomery_sqr(FieldElement a)
//       a^2 / R mod p, for a below p
//
// with R = 2^(32 * FIELDSTONE_WORDS). Without a strategy, and for elements of one limb, which are a
// single product, it is the portable one, which counts in 64-bit integers as wide. Chains of
// products are best written with field/factor.glsl.

#ifndef FIELDSTONE_FIELD_MONTGOMERY_GLSL
#define FIELDSTONE_FIELD_MONTGOMERY_GLSL

#if FIELDSTONE_WORDS <= 2
#include "fieldstone/glsl/multiply/one_limb.glsl"
#elif defined FIELDSTONE_STRATEGY_WIDE
#include "fieldstone/glsl/multiply/wide.glsl"
#elif defined FIELDSTONE_STRATEGY_COLUMNS
#include "fieldstone/glsl/multiply/columns.glsl"
#elif defined FIELDSTONE_STRATEGY_FLOAT64
#include "fieldstone/glsl/multiply/float64.glsl"
#else
#include "fieldstone/glsl/multiply/portable.glsl"
#endif

#endif
