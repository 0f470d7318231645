// SPDX-License-Identifier: Apache-2.0
//
// c = a b^rounds, or a^(2^rounds), in a quadratic extension by u^2 = -1: all in registers.

#version 450
#extension GL_GOOGLE_include_directive : require

#if FIELDSTONE_WORDS < 8
#error those of short elements have another u^2
#endif

layout(constant_id = 1) const bool SQUARES = false;

#include "fieldstone/glsl/field/ext2.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

layout(local_size_x = 64) in;
layout(push_constant) uniform PushConstants {
  uint count;
  uint rounds;
};
layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer C { FieldVector c_vectors[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count / 2u;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement a[2];
    FieldElement b[2];
    for (int c = 0; c < 2; c++) {
      FIELD_ELEMENT_LOAD(2u * i + c, a_vectors, a[c])
      FIELD_ELEMENT_LOAD(2u * i + c, b_vectors, b[c])
    }
    FieldExt2 x = field_ext2_of(a);
    FieldExt2 y = field_ext2_of(b);
    [[dont_unroll]] for (uint k = 0u; k < rounds; k++) {
      if (SQUARES) {
        x = field_ext2_sqr(x);
      } else {
        x = field_ext2_mul(x, y);
      }
    }
    field_ext2_elements(x, a);
    for (int c = 0; c < 2; c++) {
      FIELD_ELEMENT_STORE(2u * i + c, c_vectors, a[c])
    }
  }
}
