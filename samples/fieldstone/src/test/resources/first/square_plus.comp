#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/field/non_residue.glsl"
#include "fieldstone/glsl/field/ext2.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

layout(local_size_x = 64) in;
layout(push_constant) uniform PushConstants { uint count; };
layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector results[]; };

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldElement c[2];
    FIELD_ELEMENT_LOAD(2 * i, a, c[0])
    FIELD_ELEMENT_LOAD(2 * i + 1, a, c[1])
    FieldExt2 x = field_ext2_of(c);
    FIELD_ELEMENT_LOAD(2 * i, b, c[0])
    FIELD_ELEMENT_LOAD(2 * i + 1, b, c[1])
    FieldExt2 y = field_ext2_of(c);
    field_ext2_elements(field_ext2_add(field_ext2_sqr(x), y), c);
    FIELD_ELEMENT_STORE(2 * i, results, c[0])
    FIELD_ELEMENT_STORE(2 * i + 1, results, c[1])
  }
}
