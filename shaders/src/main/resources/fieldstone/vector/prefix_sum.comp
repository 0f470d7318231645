// SPDX-License-Identifier: Apache-2.0
//
// out[i] = carry plus the sum of a up to element i, mod p, in one pass

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_memory_scope_semantics : require
#include "fieldstone/glsl/field/add.glsl"

FieldElement scan_add(FieldElement a, FieldElement b) {
  return field_add(a, b);
}

FieldElement scan_neutral() {
  FieldElement zero;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
    zero.limb[i] = 0u;
  }
  return zero;
}

#include "fieldstone/scan/one_pass.glsl"
