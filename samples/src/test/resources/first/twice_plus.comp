#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/binary.glsl"
#include "fieldstone/glsl/add.glsl"
#include "fieldstone/glsl/double.glsl"

Element apply(Element a, Element b) {
  return field_add(field_double(a), b);
}
