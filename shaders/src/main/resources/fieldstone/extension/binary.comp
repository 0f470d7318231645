// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] + b[i], a[i] - b[i] or a[i] * b[i], as the operation says

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/field/extension.glsl"

layout(constant_id = 0) const int OPERATION = 0;

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

FieldExtension apply(FieldExtension a, FieldExtension b) {
  switch (OPERATION) {
    case 0:
      return field_extension_add(a, b);
    case 1:
      return field_extension_sub(a, b);
    default:
      return field_extension_mul(a, b);
  }
}

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldExtension a;
    FieldExtension b;
    FIELD_EXTENSION_LOAD(i, a_vectors, a)
    FIELD_EXTENSION_LOAD(i, b_vectors, b)
    FIELD_EXTENSION_STORE(i, out_vectors, apply(a, b))
  }
}
