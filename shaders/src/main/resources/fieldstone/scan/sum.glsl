// SPDX-License-Identifier: Apache-2.0
//
// Scans of sums.

#include "fieldstone/glsl/field/add.glsl"

#define State FieldElement

State scan_start(FieldElement value) {
  return value;
}

State scan_step(State before, FieldElement a) {
  return field_add(before, a);
}

FieldElement scan_value(State state) {
  return state;
}

FieldElement scan_neutral() {
  FieldElement zero;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    zero.limb[i] = 0u;
  }
  return zero;
}
