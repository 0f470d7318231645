// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * b[i] + c[i] mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/product_tile.glsl"
#include "fieldstone/glsl/form.glsl"
#ifdef FIELDSTONE_STRATEGY_COLUMNS
// The loop of two products that canonical elements take leaves no registers for c.
#define FIELDSTONE_C_LATE !MONTGOMERY_FORM
#endif
#include "fieldstone/glsl/ternary.glsl"
#include "fieldstone/glsl/add.glsl"
#include "fieldstone/glsl/mul.glsl"

Element apply(Element a, Element b) {
  return field_mul(a, b);
}

Element then(Element product, Element c) {
  return field_add(product, c);
}
