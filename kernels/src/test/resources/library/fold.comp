// SPDX-License-Identifier: Apache-2.0
//
// out[i] = constants[0] * a[2i] + constants[1] * a[2i + 1]

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/mul.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

layout(local_size_x = 64) in;
layout(push_constant) uniform PushConstants { uint count; };
layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Out { FieldVector out_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer Constants { FieldVector constants[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement sum;
    for (uint k = 0u; k < 2u; k++) {
      FieldElement factor;
      FieldElement element;
      FIELD_ELEMENT_LOAD(k, constants, factor)
      FIELD_ELEMENT_LOAD(2u * i + k, a_vectors, element)
      element = field_mul(factor, element);
      if (k == 0u) {
        sum = element;
      } else {
        sum = field_add(sum, element);
      }
    }
    FIELD_ELEMENT_STORE(i, out_vectors, sum)
  }
}
