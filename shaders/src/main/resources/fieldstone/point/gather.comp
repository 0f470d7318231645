// SPDX-License-Identifier: Apache-2.0
//
// out[i] = p[index[i]], infinity where there is no such point

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer P { FieldVector p_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Index { uint indices[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

const uint VECTORS = 2u * FIELD_COORDINATE_DEGREE * FIELDSTONE_VECTORS;

void main() {
  uint points = uint(p_vectors.length()) / VECTORS;
  for (uint i = gl_GlobalInvocationID.x; i < count * VECTORS;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    uint index = indices[i / VECTORS];
    FieldVector part = FieldVector(0u);
    if (index < points) {
      part = p_vectors[index * VECTORS + i % VECTORS];
    }
    out_vectors[i] = part;
  }
}
