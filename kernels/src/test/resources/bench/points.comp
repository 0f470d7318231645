// SPDX-License-Identifier: Apache-2.0
//
// acc = p + rounds q, by as many mixed additions in a row as it has rounds: all in registers. One
// formula to a module: a branch by a specialization constant leaves both of them in the code that
// NVIDIA's driver makes, twice as long, with spills, at two thirds of the speed.

#version 450
#extension GL_GOOGLE_include_directive : require

#if FIELDSTONE_WORDS < 8
#error curves are over long fields
#endif

#define FIELD_POINT_A_IS_ZERO
#include "fieldstone/glsl/curve/point.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

// The best of 32 to 512 for 12 words and floats, on an H100; 512 are for 8.
layout(local_size_x = 256) in;
layout(push_constant) uniform PushConstants {
  uint count;
  uint rounds;
};
layout(std430, set = 0, binding = 0) readonly buffer Px { FieldVector px_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Py { FieldVector py_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer Qx { FieldVector qx_vectors[]; };
layout(std430, set = 0, binding = 3) readonly buffer Qy { FieldVector qy_vectors[]; };
layout(std430, set = 0, binding = 4) writeonly buffer X { FieldVector x_vectors[]; };
layout(std430, set = 0, binding = 5) writeonly buffer Y { FieldVector y_vectors[]; };
layout(std430, set = 0, binding = 6) writeonly buffer Zz { FieldVector zz_vectors[]; };
layout(std430, set = 0, binding = 7) writeonly buffer Zzz { FieldVector zzz_vectors[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement element;
    FieldAffine p;
    FieldAffine q;
    FIELD_ELEMENT_LOAD(i, px_vectors, element)
    p.x = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, py_vectors, element)
    p.y = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, qx_vectors, element)
    q.x = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, qy_vectors, element)
    q.y = field_factor_of(element);
    p.infinity = false;
    q.infinity = false;
    FieldPoint sum = field_point_of(p);
    [[dont_unroll]] for (uint k = 0u; k < rounds; k++) {
      sum = field_point_add(sum, q);
    }
    // A product may lead out of a factor: a loop, for one copy of it.
    [[dont_unroll]] for (uint coordinate = 0u; coordinate < 4u; coordinate++) {
      FieldFactor factor = sum.zzz;
      switch (coordinate) {
        case 0u: factor = sum.x; break;
        case 1u: factor = sum.y; break;
        case 2u: factor = sum.zz; break;
        default: break;
      }
      element = field_factor_element(factor);
      switch (coordinate) {
        case 0u: FIELD_ELEMENT_STORE(i, x_vectors, element) break;
        case 1u: FIELD_ELEMENT_STORE(i, y_vectors, element) break;
        case 2u: FIELD_ELEMENT_STORE(i, zz_vectors, element) break;
        default: FIELD_ELEMENT_STORE(i, zzz_vectors, element) break;
      }
    }
  }
}
