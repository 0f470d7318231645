// SPDX-License-Identifier: Apache-2.0
//
// From one form into the other, and from any integer to below p.

#ifndef FIELDSTONE_CONVERT_GLSL
#define FIELDSTONE_CONVERT_GLSL

#include "montgomery.glsl"
#include "r_squared.glsl"
#include "redc.glsl"

// a * R mod p, for a below p.
Element field_to_montgomery(Element a) {
  return montgomery_mul(field_r_squared(), a);
}

// a / R mod p, for any a.
Element field_from_montgomery(Element a) {
  return montgomery_reduce(a);
}

// a mod p, for any a: a / R is below p, and its product with R^2 is divided by R again.
Element field_reduce(Element a) {
  return field_to_montgomery(montgomery_reduce(a));
}

#endif
