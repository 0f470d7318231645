// SPDX-License-Identifier: Apache-2.0
//
// quotient[k] = a[k + n] + s quotient[k + n] within a chunk of column k mod n, from
// carries[c n + i] above it if `carried` says so, otherwise from zero; and the remainder, which is
// what the lowest chunk comes to.

#version 450
#extension GL_GOOGLE_include_directive : require
#define BINOMIAL_CONSTANTS int carried;
#define BINOMIAL_BUFFERS \
  layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; }; \
  layout(std430, set = 0, binding = 1) readonly buffer P { FieldVector power_vectors[]; }; \
  layout(std430, set = 0, binding = 2) readonly buffer C { FieldVector carry_vectors[]; }; \
  layout(std430, set = 0, binding = 3) writeonly buffer Q { FieldVector quotient_vectors[]; }; \
  layout(std430, set = 0, binding = 4) writeonly buffer R { FieldVector remainder_vectors[]; };
#define BINOMIAL_ABOVE(thread, sum) \
  if (carried != 0) { \
    FIELD_ELEMENT_LOAD(thread, carry_vectors, element) \
    sum = field_linear_of(element); \
  }
#define BINOMIAL_EACH(index, sum) \
  element = field_linear_element(sum); \
  FIELD_ELEMENT_STORE(index, quotient_vectors, element)
#define BINOMIAL_TOTAL(thread, sum) \
  if (thread < columns) { \
    element = field_linear_element(sum); \
    FIELD_ELEMENT_STORE(thread, remainder_vectors, element) \
  }
#include "fieldstone/polynomial/binomial.glsl"
