// SPDX-License-Identifier: Apache-2.0
//
// Products of many canonical elements, for one Montgomery product each.
//
// The Montgomery product of k canonical elements and a Montgomery form x * R is R^-k times what the
// product of k Montgomery forms would be. So with x = R^k to start with, all factors R are there.

#ifndef FIELDSTONE_WORKGROUP_RADIX_POWER_GLSL
#define FIELDSTONE_WORKGROUP_RADIX_POWER_GLSL

#include "fieldstone/glsl/field/form.glsl"
#include "fieldstone/glsl/modulus/r.glsl"
#include "fieldstone/glsl/modulus/r_squared.glsl"

// How many Montgomery products make R^k out of 1, both in Montgomery form; none where the elements
// are in Montgomery form too. HAC 14.79: for each bit a square, and a product with R or with 1.
uint fs_radix_steps(uint k) {
  return FIELD_MONTGOMERY_FORM ? 0u : 2u * uint(findMSB(k) + 1);
}

// The factor of step `i` of them. The Montgomery forms of R and 1 are R^2 and R.
FieldElement fs_radix_factor(FieldElement power, uint i, uint k) {
  if (i % 2u == 0u) {
    return power;
  }
  uint bit = (fs_radix_steps(k) - 1u - i) / 2u;
  return fs_limbs_select(k >> bit & 1u, field_r_squared(), field_r());
}

#endif
