// SPDX-License-Identifier: Apache-2.0
//
// out[i] = a[i] + g b[i] + g^2 c[i] + g^3 d[i] + g^4 above[i], of which the first `terms` are
// there, and `above` if `more` says so: Horner's rule, from the last one down.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/linear.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint terms;
  int more;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer C { FieldVector c_vectors[]; };
layout(std430, set = 0, binding = 3) readonly buffer D { FieldVector d_vectors[]; };
layout(std430, set = 0, binding = 4) readonly buffer Above { FieldVector above_vectors[]; };
layout(std430, set = 0, binding = 5) readonly buffer G { FieldVector g_vectors[]; };
layout(std430, set = 0, binding = 6) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  FieldElement g;
  FIELD_ELEMENT_LOAD(0u, g_vectors, g)
  FieldFactor factor = field_factor_of(g);
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement element = field_constant(0u);
    if (more != 0) {
      FIELD_ELEMENT_LOAD(i, above_vectors, element)
    }
    FieldFactor sum = field_linear_of(element);
    [[dont_unroll]] for (uint term = terms; term > 0u; term--) {
      switch (term) {
        case 1u:
          FIELD_ELEMENT_LOAD(i, a_vectors, element)
          break;
        case 2u:
          FIELD_ELEMENT_LOAD(i, b_vectors, element)
          break;
        case 3u:
          FIELD_ELEMENT_LOAD(i, c_vectors, element)
          break;
        default:
          FIELD_ELEMENT_LOAD(i, d_vectors, element)
      }
      sum = field_factor_add(field_factor_mul(sum, factor), field_linear_of(element));
    }
    element = field_linear_element(sum);
    FIELD_ELEMENT_STORE(i, out_vectors, element)
  }
}
