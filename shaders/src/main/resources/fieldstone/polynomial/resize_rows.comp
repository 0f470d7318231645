// SPDX-License-Identifier: Apache-2.0
//
// Rows of another length: out[r * to + k] = a[r * from + k] for k below from, otherwise zero. So
// polynomials get zeros above, or lose what is above.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/scale.glsl"
#include "fieldstone/glsl/field/select.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint from;
  uint to;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    uint row = i / to;
    uint k = i - row * to;
    FieldElement a;
    FIELD_ELEMENT_LOAD(row * from + min(k, from - 1u), a_vectors, a)
    FIELD_ELEMENT_STORE(i, out_vectors, field_select(k < from, a, field_scale(a, 0u)))
  }
}
