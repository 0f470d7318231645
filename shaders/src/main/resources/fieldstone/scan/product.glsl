// SPDX-License-Identifier: Apache-2.0
//
// Scans of products.
//
// The state is a factor of the bits of the product so far, whatever their form; elements are
// factors of their values. So canonical elements take one product more, which puts R back, and
// results none.

#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/select.glsl"

#define State FieldFactor

State scan_start(FieldElement value) {
  return field_factor_of_montgomery(value);
}

State scan_step(State before, FieldElement a) {
  return field_factor_mul(before, field_factor_of(a));
}

FieldElement scan_value(State state) {
  return field_factor_montgomery(state);
}

FieldElement scan_neutral() {
  return field_one();
}
