// SPDX-License-Identifier: Apache-2.0
//
// out[i] = u + r * (v - u), where u and v are the values of f with one variable 0 and 1: elements i
// and i + n / 2 of f, or 2i and 2i + 1 for the variable of the lowest bit.
//
// Thaler, "Proofs, Arguments, and Zero-Knowledge", 2022, section 4.1 and lemma 3.8.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/linear.glsl"
#include "fieldstone/glsl/field/sub.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  int lowest;
};

layout(std430, set = 0, binding = 0) readonly buffer F { FieldVector f_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer R { FieldVector r_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  FieldElement r;
  FIELD_ELEMENT_LOAD(0u, r_vectors, r)
  FieldFactor factor = field_factor_of(r);
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement u;
    FieldElement v;
    FIELD_ELEMENT_LOAD(lowest != 0 ? 2u * i : i, f_vectors, u)
    FIELD_ELEMENT_LOAD(lowest != 0 ? 2u * i + 1u : i + count, f_vectors, v)
    FieldFactor difference = field_linear_of(field_sub(v, u));
    FieldElement product = field_linear_element(field_factor_mul(difference, factor));
    FIELD_ELEMENT_STORE(i, out_vectors, field_add(u, product))
  }
}
