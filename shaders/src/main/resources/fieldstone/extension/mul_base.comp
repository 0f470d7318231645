// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * b[i], where b[i] is of the prime field

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/field/extension.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldExtension a;
    FieldElement b;
    FIELD_EXTENSION_LOAD(i, a_vectors, a)
    FIELD_ELEMENT_LOAD(i, b_vectors, b)
    FIELD_EXTENSION_STORE(i, out_vectors, field_extension_scale(a, field_factor_of(b)))
  }
}
