// SPDX-License-Identifier: Apache-2.0
//
// totals[first + k] = chunk k of a, as a polynomial, at powers[index]

#version 450
#extension GL_GOOGLE_include_directive : require
#define SCAN_OF_ELEMENTS
#define SCAN_DESCENDING
#define SCAN_PREPARED
#define SCAN_CONSTANTS uint index_of_power; uint first_total;
#define SCAN_FIRST_TOTAL first_total
#include "fieldstone/polynomial/horner.glsl"
#include "fieldstone/scan/chunk_totals.glsl"

layout(std430, set = 0, binding = 2) readonly buffer Powers { FieldVector powers_vectors[]; };

void prepare() {
  FieldElement z;
  FIELD_ELEMENT_LOAD(index_of_power, powers_vectors, z)
  horner_z = field_factor_of(z);
}
