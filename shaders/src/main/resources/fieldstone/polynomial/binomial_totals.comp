// SPDX-License-Identifier: Apache-2.0
//
// totals[c n + i] = a[k] + s a[k + n] + s^2 a[k + 2n] + ... over chunk c of column i, k its first

#version 450
#extension GL_GOOGLE_include_directive : require
#define BINOMIAL_CONSTANTS
#define BINOMIAL_BUFFERS \
  layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; }; \
  layout(std430, set = 0, binding = 1) readonly buffer P { FieldVector power_vectors[]; }; \
  layout(std430, set = 0, binding = 2) writeonly buffer T { FieldVector total_vectors[]; };
#define BINOMIAL_ABOVE(thread, sum)
#define BINOMIAL_EACH(index, sum)
#define BINOMIAL_TOTAL(thread, sum) \
  element = field_linear_element(sum); \
  FIELD_ELEMENT_STORE(thread, total_vectors, element)
#include "fieldstone/polynomial/binomial.glsl"
