// SPDX-License-Identifier: Apache-2.0
//
// Elements of a quadratic extension, two of the base each.

#version 450
#extension GL_GOOGLE_include_directive : require

layout(constant_id = 0) const int NON_RESIDUE = -1;
#define FIELD_EXT2_NON_RESIDUE NON_RESIDUE

#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/ext2.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  int operation;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

FieldExt2 compute(FieldExt2 a, FieldExt2 b) {
  switch (operation) {
    case 0:
      return field_ext2_add(a, b);
    case 1:
      return field_ext2_sub(a, b);
    case 2:
      return field_ext2_neg(a);
    case 3:
      return field_ext2_double(a);
    case 4:
      return field_ext2_mul(a, b);
    case 5:
      return field_ext2_sqr(a);
    case 6:
      return field_ext2_inverse(a);
    case 7:
      return field_ext2_scale(a, b.c0);
    case 8:
      return field_ext2_select(field_ext2_equal(a, b), field_ext2_one(), field_ext2_zero());
    case 9:
      return field_ext2_select(field_ext2_is_zero(a), b, a);
    case 10:
      return field_ext2_mul_sub(a, b, b, field_ext2_sqr(a));
    default:
      return field_ext2_mul_add(a, b, b, field_ext2_sqr(a));
  }
}

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count / 2u;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement a[2];
    FieldElement b[2];
    for (int c = 0; c < 2; c++) {
      FIELD_ELEMENT_LOAD(2u * i + c, a_vectors, a[c])
      FIELD_ELEMENT_LOAD(2u * i + c, b_vectors, b[c])
    }
    FieldElement result[2];
    field_ext2_elements(compute(field_ext2_of(a), field_ext2_of(b)), result);
    for (int c = 0; c < 2; c++) {
      FIELD_ELEMENT_STORE(2u * i + c, out_vectors, result[c])
    }
  }
}
