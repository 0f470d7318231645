// SPDX-License-Identifier: Apache-2.0
//
// Modular multiplication and squaring, of elements in the form of the dispatch.

#ifndef FIELDSTONE_FIELD_MUL_GLSL
#define FIELDSTONE_FIELD_MUL_GLSL

#include "fieldstone/glsl/field/form.glsl"
#include "fieldstone/glsl/modulus/goldilocks.glsl"
#include "fieldstone/glsl/modulus/mersenne.glsl"
#include "fieldstone/glsl/field/montgomery.glsl"
#include "fieldstone/glsl/modulus/r_squared.glsl"

// The product of canonical a and b where the modulus has a shorter way than Montgomery's.
#if FIELDSTONE_WORDS == 1
#define FIELD_HAS_SPECIAL_FORM fs_mersenne_modulus()
#define fs_mul_special fs_mersenne_mul
#elif FIELDSTONE_WORDS == 2
#define FIELD_HAS_SPECIAL_FORM fs_goldilocks_modulus()
#define fs_mul_special fs_goldilocks_mul
#endif

#ifdef FIELD_HAS_SPECIAL_FORM

// The product of a and b below p.
//
// In Montgomery form that is their Montgomery product. That of canonical elements lacks a factor R,
// which a second Montgomery multiplication, by R^2, puts back.
FieldElement field_mul(FieldElement a, FieldElement b) {
  if (FIELD_MONTGOMERY_FORM) {
    return field_montgomery_mul(a, b);
  }
  if (FIELD_HAS_SPECIAL_FORM) {
    return fs_mul_special(a, b);
  }
  return field_montgomery_mul(field_montgomery_mul(a, b), field_r_squared());
}

// The square of a below p.
FieldElement field_sqr(FieldElement a) {
  return field_mul(a, a);
}

#else

// The product of a and b below p.
//
// In Montgomery form that is their Montgomery product. That of canonical elements lacks a factor R,
// which a second Montgomery multiplication, by R^2, puts back. Both are one loop, since a module
// that spells the multiplication out twice is twice as long.
FieldElement field_mul(FieldElement a, FieldElement b) {
  const uint multiplications = FIELD_MONTGOMERY_FORM ? 1u : 2u;
  FieldElement product = a;
  FieldElement factor = b;
  for (uint i = 0u; i < multiplications; i++) {
    product = field_montgomery_mul(product, factor);
    factor = field_r_squared();
  }
  return product;
}

// The square of a below p.
FieldElement field_sqr(FieldElement a) {
  if (FIELD_MONTGOMERY_FORM) {
    return field_montgomery_sqr(a);
  }
  return field_mul(a, a);
}

#endif

#endif
