// SPDX-License-Identifier: Apache-2.0
//
// out[i] = (u + v) / 2 + beta * (u - v) * inverses[i] / 2, where u and v are the values of f at x
// and -x, and inverses[i] = 1 / x: elements i and i + n / 2 of f, or 2i and 2i + 1 if it is in
// bit-reversed order. That is f_even + beta * f_odd at x^2.
//
// Ben-Sasson, Bentov, Horesh, Riabzev, "Fast Reed-Solomon Interactive Oracle Proofs of Proximity",
// ICALP 2018.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/linear.glsl"
#include "fieldstone/glsl/field/halve.glsl"
#include "fieldstone/glsl/field/sub.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  int reversed;
};

layout(std430, set = 0, binding = 0) readonly buffer F { FieldVector f_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Inverses { FieldVector inverses_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer Beta { FieldVector beta_vectors[]; };
layout(std430, set = 0, binding = 3) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  FieldElement beta;
  FIELD_ELEMENT_LOAD(0u, beta_vectors, beta)
  if (!FIELD_MONTGOMERY_FORM) {
    beta = field_to_montgomery(beta);
  }
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement u;
    FieldElement v;
    FieldElement inverse;
    FIELD_ELEMENT_LOAD(reversed != 0 ? 2u * i : i, f_vectors, u)
    FIELD_ELEMENT_LOAD(reversed != 0 ? 2u * i + 1u : i + count, f_vectors, v)
    FIELD_ELEMENT_LOAD(i, inverses_vectors, inverse)
    if (!FIELD_MONTGOMERY_FORM) {
      inverse = field_to_montgomery(inverse);
    }
    // one loop, since a module that spells the multiplication out twice is twice as long
    FieldFactor odd = field_linear_of(field_sub(u, v));
    [[dont_unroll]] for (int k = 0; k < 2; k++) {
      odd = field_factor_mul_montgomery(odd, inverse);
      inverse = beta;
    }
    FieldElement sum = field_add(field_add(u, v), field_linear_element(odd));
    FIELD_ELEMENT_STORE(i, out_vectors, field_halve(sum))
  }
}
