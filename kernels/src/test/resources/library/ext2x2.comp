// SPDX-License-Identifier: Apache-2.0
//
// Elements of a quadratic extension of a quadratic one, four of the base each.

#version 450
#extension GL_GOOGLE_include_directive : require

layout(constant_id = 0) const int NON_RESIDUE = -1;
layout(constant_id = 1) const int UPPER_NON_RESIDUE_0 = 2;
layout(constant_id = 2) const int UPPER_NON_RESIDUE_1 = 1;
#define FIELD_EXT2_NON_RESIDUE NON_RESIDUE
#define FIELD_EXT2X2_NON_RESIDUE_0 UPPER_NON_RESIDUE_0
#define FIELD_EXT2X2_NON_RESIDUE_1 UPPER_NON_RESIDUE_1

#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/ext2x2.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  int operation;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

FieldExt2x2 compute(FieldExt2x2 a, FieldExt2x2 b, FieldFactor base) {
  switch (operation) {
    case 0:
      return field_ext2x2_add(a, b);
    case 1:
      return field_ext2x2_sub(a, b);
    case 2:
      return field_ext2x2_neg(a);
    case 3:
      return field_ext2x2_double(a);
    case 4:
      return field_ext2x2_mul(a, b);
    case 5:
      return field_ext2x2_sqr(a);
    case 6:
      return field_ext2x2_inverse(a);
    case 7:
      return field_ext2x2_scale(a, base);
    case 8:
      return field_ext2x2_select(field_ext2x2_equal(a, b), field_ext2x2_one(), field_ext2x2_zero());
    default:
      return field_ext2x2_select(field_ext2x2_is_zero(a), b, a);
  }
}

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count / 4u;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement a[4];
    FieldElement b[4];
    for (int c = 0; c < 4; c++) {
      FIELD_ELEMENT_LOAD(4u * i + c, a_vectors, a[c])
      FIELD_ELEMENT_LOAD(4u * i + c, b_vectors, b[c])
    }
    FieldElement result[4];
    field_ext2x2_elements(
        compute(field_ext2x2_of(a), field_ext2x2_of(b), field_factor_of(b[0])), result);
    for (int c = 0; c < 4; c++) {
      FIELD_ELEMENT_STORE(4u * i + c, out_vectors, result[c])
    }
  }
}
