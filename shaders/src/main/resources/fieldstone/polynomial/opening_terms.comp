// SPDX-License-Identifier: Apache-2.0
//
// numerators[i] = values[i] - y[0], denominators[i] = points[i] - z[0]

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/sub.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer Values { FieldVector values_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Points { FieldVector points_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer Y { FieldVector y_vectors[]; };
layout(std430, set = 0, binding = 3) readonly buffer Z { FieldVector z_vectors[]; };
layout(std430, set = 0, binding = 4) writeonly buffer N { FieldVector numerators_vectors[]; };
layout(std430, set = 0, binding = 5) writeonly buffer D { FieldVector denominators_vectors[]; };

void main() {
  FieldElement y;
  FieldElement z;
  FIELD_ELEMENT_LOAD(0u, y_vectors, y)
  FIELD_ELEMENT_LOAD(0u, z_vectors, z)
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement value;
    FieldElement point;
    FIELD_ELEMENT_LOAD(i, values_vectors, value)
    FIELD_ELEMENT_LOAD(i, points_vectors, point)
    FIELD_ELEMENT_STORE(i, numerators_vectors, field_sub(value, y))
    FIELD_ELEMENT_STORE(i, denominators_vectors, field_sub(point, z))
  }
}
