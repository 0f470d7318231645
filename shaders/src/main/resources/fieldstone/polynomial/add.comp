// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] + b[i] or a[i] - b[i], where the shorter one goes on with zeros

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/neg.glsl"
#include "fieldstone/glsl/field/scale.glsl"
#include "fieldstone/glsl/field/select.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint a_count;
  uint b_count;
  int negative;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement a;
    FieldElement b;
    FIELD_ELEMENT_LOAD(min(i, a_count - 1u), a_vectors, a)
    FIELD_ELEMENT_LOAD(min(i, b_count - 1u), b_vectors, b)
    a = field_select(i < a_count, a, field_scale(a, 0u));
    b = field_select(i < b_count, b, field_scale(b, 0u));
    FieldElement sum = field_add(a, field_select(negative != 0, field_neg(b), b));
    FIELD_ELEMENT_STORE(i, out_vectors, sum)
  }
}
