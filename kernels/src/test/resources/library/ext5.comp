// SPDX-License-Identifier: Apache-2.0
//
// Elements of a quintic extension, five of the base each.

#version 450
#extension GL_GOOGLE_include_directive : require

layout(constant_id = 0) const int NON_RESIDUE = 2;
#define FIELD_EXT5_NON_RESIDUE NON_RESIDUE

#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/ext5.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  int operation;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

FieldExt5 compute(FieldExt5 a, FieldExt5 b, FieldFactor base) {
  switch (operation) {
    case 0:
      return field_ext5_add(a, b);
    case 1:
      return field_ext5_sub(a, b);
    case 2:
      return field_ext5_neg(a);
    case 3:
      return field_ext5_double(a);
    case 4:
      return field_ext5_mul(a, b);
    case 5:
      return field_ext5_sqr(a);
    case 6:
      return field_ext5_inverse(a);
    case 7:
      return field_ext5_scale(a, base);
    case 8:
      return field_ext5_select(field_ext5_equal(a, b), field_ext5_one(), field_ext5_zero());
    default:
      return field_ext5_select(field_ext5_is_zero(a), b, a);
  }
}

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count / 5u;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement a[5];
    FieldElement b[5];
    for (int c = 0; c < 5; c++) {
      FIELD_ELEMENT_LOAD(5u * i + c, a_vectors, a[c])
      FIELD_ELEMENT_LOAD(5u * i + c, b_vectors, b[c])
    }
    FieldElement result[5];
    field_ext5_elements(
        compute(field_ext5_of(a), field_ext5_of(b), field_factor_of(b[0])), result);
    for (int c = 0; c < 5; c++) {
      FIELD_ELEMENT_STORE(5u * i + c, out_vectors, result[c])
    }
  }
}
