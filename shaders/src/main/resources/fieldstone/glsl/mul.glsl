// SPDX-License-Identifier: Apache-2.0
//
// Modular multiplication and squaring, of elements in the form of the dispatch.

#ifndef FIELDSTONE_MUL_GLSL
#define FIELDSTONE_MUL_GLSL

#include "form.glsl"
#include "goldilocks.glsl"
#include "mersenne.glsl"
#include "montgomery.glsl"
#include "r_squared.glsl"

// The product of canonical a and b where the modulus has a shorter way than Montgomery's.
#if FIELDSTONE_WORDS == 1
#define FIELD_HAS_SPECIAL_FORM mersenne_modulus()
#define field_mul_special mersenne_mul
#elif FIELDSTONE_WORDS == 2
#define FIELD_HAS_SPECIAL_FORM goldilocks_modulus()
#define field_mul_special goldilocks_mul
#endif

#ifdef FIELD_HAS_SPECIAL_FORM

// The product of a and b below p.
//
// In Montgomery form that is their Montgomery product. That of canonical elements lacks a factor R,
// which a second Montgomery multiplication, by R^2, puts back.
Element field_mul(Element a, Element b) {
  if (MONTGOMERY_FORM) {
    return montgomery_mul(a, b);
  }
  if (FIELD_HAS_SPECIAL_FORM) {
    return field_mul_special(a, b);
  }
  return montgomery_mul(montgomery_mul(a, b), field_r_squared());
}

// The square of a below p.
Element field_sqr(Element a) {
  return field_mul(a, a);
}

#else

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
  if (MONTGOMERY_FORM) {
    return montgomery_sqr(a);
  }
  return field_mul(a, a);
}

#endif

#endif
