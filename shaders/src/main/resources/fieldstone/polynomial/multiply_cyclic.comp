// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] * factors[(i / 2^shift) mod cycle], for a cycle that is a power of two; in place of
// a if a bit says so

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/montgomery.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint shift;
  uint cycle;
  uint length;
  int in_place;
};

layout(std430, set = 0, binding = 0) buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Factors { FieldVector factor_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < length;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement a;
    FieldElement factor;
    FIELD_ELEMENT_LOAD(i, a_vectors, a)
    FIELD_ELEMENT_LOAD(i >> shift & (cycle - 1u), factor_vectors, factor)
    a = field_montgomery_mul(a, factor);
    if (in_place != 0) {
      FIELD_ELEMENT_STORE(i, a_vectors, a)
    } else {
      FIELD_ELEMENT_STORE(i, out_vectors, a)
    }
  }
}
