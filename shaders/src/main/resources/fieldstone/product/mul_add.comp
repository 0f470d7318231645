// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * b[i] + c[i] mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/product_tile.glsl"
#include "fieldstone/glsl/field/form.glsl"
#ifdef FIELDSTONE_STRATEGY_COLUMNS
// The loop of two products that canonical elements take leaves no registers for c.
#define FIELDSTONE_C_LATE !FIELD_MONTGOMERY_FORM
#endif
#include "fieldstone/glsl/kernel/ternary.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/mul.glsl"

FieldElement apply(FieldElement a, FieldElement b) {
  return field_mul(a, b);
}

FieldElement then(FieldElement product, FieldElement c) {
  return field_add(product, c);
}
