// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] / R mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/product_tile.glsl"
#include "fieldstone/glsl/kernel/unary.glsl"
#include "fieldstone/glsl/field/convert.glsl"

// A product with 1 divides by R. The compiler drops what 1 has no limbs for, so that little more
// than the reduction is left, in the way of the strategy.
FieldElement apply(FieldElement a) {
#ifdef FIELDSTONE_STRATEGY_PORTABLE
  return field_from_montgomery(a);
#else
  return field_montgomery_mul(a, fs_limbs_of(1u));
#endif
}
