// SPDX-License-Identifier: Apache-2.0
//
// Multiplication of many elements by one scalar, for one Montgomery product each in either form.

#ifndef FIELDSTONE_SCALAR_FACTOR_GLSL
#define FIELDSTONE_SCALAR_FACTOR_GLSL

#include "convert.glsl"
#include "form.glsl"
#include "slots.glsl"

Element scalar_factor;  // in Montgomery form

// Takes the scalar, which is in the form of the dispatch. All threads call it once, before anything
// else. One thread of the workgroup converts it, since a thread has too few elements to pay for that.
void scalar_factor_set(Element scalar) {
  if (MONTGOMERY_FORM) {
    scalar_factor = scalar;
    return;
  }
  if (gl_LocalInvocationIndex == 0u) {
    slots_put(0u, field_to_montgomery(scalar));
  }
  barrier();
  scalar_factor = slots_get(0u);
  barrier();
}

// a times the scalar, in the form of a.
Element scalar_factor_mul(Element a) {
  return montgomery_mul(a, scalar_factor);
}

#endif
