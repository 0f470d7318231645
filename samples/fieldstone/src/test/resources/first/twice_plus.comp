#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/double.glsl"

FieldElement apply(FieldElement a, FieldElement b) {
  return field_add(field_double(a), b);
}
