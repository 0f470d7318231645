// SPDX-License-Identifier: Apache-2.0
//
// out[i] = carry times the product of a up to element i, mod p, in one pass

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_memory_scope_semantics : require
#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/mul.glsl"

FieldElement scan_add(FieldElement a, FieldElement b) {
  return field_mul(a, b);
}

FieldElement scan_neutral() {
  return field_one();
}

#include "fieldstone/scan/one_pass.glsl"
