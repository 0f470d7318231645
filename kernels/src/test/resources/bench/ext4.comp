// SPDX-License-Identifier: Apache-2.0
//
// c = a b^rounds, or a^(2^rounds), in a quartic extension of a short field: all in registers.

#version 450
#extension GL_GOOGLE_include_directive : require

#if FIELDSTONE_WORDS > 1
#error those of BabyBear and KoalaBear
#endif

layout(constant_id = 0) const int NON_RESIDUE = 11;
#define FIELD_EXT4_NON_RESIDUE NON_RESIDUE

layout(constant_id = 1) const bool SQUARES = false;

#include "fieldstone/glsl/field/ext4.glsl"
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
  for (uint i = gl_GlobalInvocationID.x; i < count / 4u;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement a[4];
    FieldElement b[4];
    for (int c = 0; c < 4; c++) {
      FIELD_ELEMENT_LOAD(4u * i + c, a_vectors, a[c])
      FIELD_ELEMENT_LOAD(4u * i + c, b_vectors, b[c])
    }
    FieldExt4 x = field_ext4_of(a);
    FieldExt4 y = field_ext4_of(b);
    [[dont_unroll]] for (uint k = 0u; k < rounds; k++) {
      if (SQUARES) {
        x = field_ext4_sqr(x);
      } else {
        x = field_ext4_mul(x, y);
      }
    }
    field_ext4_elements(x, a);
    for (int c = 0; c < 4; c++) {
      FIELD_ELEMENT_STORE(4u * i + c, c_vectors, a[c])
    }
  }
}
