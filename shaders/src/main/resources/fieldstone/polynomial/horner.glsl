// SPDX-License-Identifier: Apache-2.0
//
// Scans by Horner's rule, from the highest coefficient down: h[i] = a[i] + z * h[i + 1].
//
// Horner's rule is linear in the coefficients: they are made no factors, whatever their form, and z
// is one of its value. So canonical elements take no product more than Montgomery ones.

#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/linear.glsl"

#define State FieldFactor

FieldFactor horner_z;

State scan_start(FieldElement value) {
  return field_linear_of(value);
}

// Of size 1 + 2.1 / 32 + 1 at most.
State scan_step(State before, FieldElement a) {
  return field_factor_add(field_factor_mul(before, horner_z), field_linear_of(a));
}

FieldElement scan_value(State state) {
  return field_linear_element(state);
}

// Zero, which leading coefficients may be.
FieldElement scan_neutral() {
  return field_constant(0u);
}
