// SPDX-License-Identifier: Apache-2.0
//
// Scans by Horner's rule, from the highest coefficient down: h[i] = a[i] + z * h[i + 1].
//
// The state is a factor of the bits of h, whatever their form, and z one of its value: so canonical
// elements take no product more than Montgomery ones.

#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/factor.glsl"

#define State FieldFactor

FieldFactor horner_z;

State scan_start(FieldElement value) {
  return field_factor_of_montgomery(value);
}

// Of size 1 + 2.1 / 32 + 1 at most.
State scan_step(State before, FieldElement a) {
  return field_factor_add(
      field_factor_mul(before, horner_z), field_factor_of_montgomery(a));
}

FieldElement scan_value(State state) {
  return field_factor_montgomery(state);
}

// Zero, which leading coefficients may be.
FieldElement scan_neutral() {
  return field_constant(0u);
}
