// SPDX-License-Identifier: Apache-2.0
//
// Modular multiplication and squaring, of elements in the form of the dispatch.

#ifndef FIELDSTONE_MUL_GLSL
#define FIELDSTONE_MUL_GLSL

#include "form.glsl"
#include "montgomery.glsl"
#include "r_squared.glsl"

// The product of a and b below p.
//
// In Montgomery form that is their Montgomery product. That of canonical elements lacks a factor R,
// which a second Montgomery multiplication, by R^2, puts back. Both are one loop, since a module
// that spells the multiplication out twice is twice as long.
Element field_mul(Element a, Element b) {
  const uint multiplications = MONTGOMERY_FORM ? 1u : 2u;
  Element product = a;
  Element factor = b;
  for (uint i = 0u; i < multiplications; i++) {
    product = montgomery_mul(product, factor);
    factor = field_r_squared();
  }
  return product;
}

// The square of a below p.
Element field_sqr(Element a) {
  return field_mul(a, a);
}

#endif
