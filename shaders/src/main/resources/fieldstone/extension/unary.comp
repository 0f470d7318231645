// SPDX-License-Identifier: Apache-2.0
//
// out[i] = -a[i], 2 a[i], a[i]^2 or a[i]^-1, as the operation says; the inverse of zero is zero

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/field/extension.glsl"

layout(constant_id = 0) const int OPERATION = 0;

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Out { FieldVector out_vectors[]; };

FieldExtension apply(FieldExtension a) {
  switch (OPERATION) {
    case 0:
      return field_extension_neg(a);
    case 1:
      return field_extension_double(a);
    case 2:
      return field_extension_sqr(a);
    default:
      return field_extension_inverse(a);
  }
}

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldExtension a;
    FIELD_EXTENSION_LOAD(i, a_vectors, a)
    FIELD_EXTENSION_STORE(i, out_vectors, apply(a))
  }
}
