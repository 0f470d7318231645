// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i + 1] + powers[index] * out[i + 1] within chunk k, from carries[k] above it

#version 450
#extension GL_GOOGLE_include_directive : require
#define SCAN_OF_ELEMENTS
#define SCAN_DESCENDING
#define SCAN_PREPARED
#define SCAN_CONSTANTS uint index_of_power;
#define SCAN_EXCLUSIVE
#include "fieldstone/polynomial/horner.glsl"
#include "fieldstone/scan/chunk_prefixes.glsl"

layout(std430, set = 0, binding = 3) readonly buffer Powers { FieldVector powers_vectors[]; };

void prepare() {
  FieldElement z;
  FIELD_ELEMENT_LOAD(index_of_power, powers_vectors, z)
  horner_z = field_factor_of(z);
}
