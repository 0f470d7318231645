// SPDX-License-Identifier: Apache-2.0
//
// Multiplication of many elements by one scalar, for one Montgomery product each in either form.

#ifndef FIELDSTONE_FIELD_SCALAR_GLSL
#define FIELDSTONE_FIELD_SCALAR_GLSL

#include "fieldstone/glsl/field/convert.glsl"
#include "fieldstone/glsl/field/form.glsl"
#include "fieldstone/glsl/memory/slots.glsl"

FieldElement fs_scalar_factor;  // in Montgomery form

// Takes the scalar, which is in the form of the dispatch. All threads call it once, before anything
// else. One thread of the workgroup converts it, since a thread has too few elements to pay for
// that.
void field_scalar_factor_set(FieldElement scalar) {
  if (FIELD_MONTGOMERY_FORM) {
    fs_scalar_factor = scalar;
    return;
  }
  if (gl_LocalInvocationIndex == 0u) {
    fs_slots_put(0u, field_to_montgomery(scalar));
  }
  barrier();
  fs_scalar_factor = fs_slots_get(0u);
  barrier();
}

// a times the scalar, in the form of a.
FieldElement field_scalar_factor_mul(FieldElement a) {
  return field_montgomery_mul(a, fs_scalar_factor);
}

#endif
