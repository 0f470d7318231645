// SPDX-License-Identifier: Apache-2.0
//
// Elements of a quadratic extension, two of the base each. What is computed of them is in several
// modules: not every driver's compiler has room for all of it with the longest elements.

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

// The operation of two elements.
FieldExt2 compute(FieldExt2 a, FieldExt2 b);

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
