// SPDX-License-Identifier: Apache-2.0
//
// Scans of products.
//
// The state is a factor of the bits of the product so far, whatever their form; elements are
// factors of their values. So canonical elements take one product more, which puts R back, and
// results none.

#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/factor.glsl"

#ifdef VAR_PLAIN
#include "fieldstone/glsl/field/mul.glsl"
#define State FieldElement
State scan_start(FieldElement value) { return value; }
State scan_step(State before, FieldElement a) { return field_mul(before, a); }
FieldElement scan_value(State state) { return state; }
FieldElement scan_neutral() { return field_one(); }
#else
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
#endif
