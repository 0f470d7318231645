// SPDX-License-Identifier: Apache-2.0
//
// Scans of products.
//
// Prefixes are linear in what they begin with: that is made no factor, whatever its form. Elements
// are factors of their values, so that canonical ones take one product more, which puts R back.

#define CHUNK_ELEMENTS 64

// What reads alone does with shorter pieces, which leave registers to more threads: on an H100 the
// totals of 2^24 elements of 8 words took 399 us in place of 436, before elements were multiplied
// as such. What writes too took 554 for 441.
#if FIELDSTONE_WORDS == 8 && !defined SCAN_WRITES_ALL
#define PIECE_ELEMENTS 2
#endif

#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/linear.glsl"

// What writes an element for each product has no use for factors that become elements by half a
// product, of floats of 8 words, or by a whole one, of columns: on an H100 it took a tenth of the
// time less without them, and half of it.
#if defined FIELDSTONE_STRATEGY_FLOAT64 && FIELDSTONE_WORDS == 8
#define SCAN_ELEMENTS_MULTIPLY
#elif defined FIELDSTONE_STRATEGY_COLUMNS
#define SCAN_ELEMENTS_MULTIPLY
#endif

#if defined SCAN_WRITES_ALL && defined SCAN_ELEMENTS_MULTIPLY

#include "fieldstone/glsl/field/mul.glsl"

#define State FieldElement

State scan_start(FieldElement value) {
  return value;
}

State scan_step(State before, FieldElement a) {
  return field_mul(before, a);
}

FieldElement scan_value(State state) {
  return state;
}

#else

#define State FieldFactor

State scan_start(FieldElement value) {
  return field_linear_of(value);
}

State scan_step(State before, FieldElement a) {
  return field_factor_mul_element(before, a);
}

FieldElement scan_value(State state) {
  return field_linear_element(state);
}

#endif

FieldElement scan_neutral() {
  return field_one();
}
