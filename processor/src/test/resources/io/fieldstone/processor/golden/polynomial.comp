// Generated from the expression of a kernel: one pass over all vectors.

#version 450
#extension GL_GOOGLE_include_directive : require
#define FIELDSTONE_PUSH_CONSTANTS \
  layout(offset = 4) uint t_words[FIELDSTONE_WORDS]; \
  layout(offset = 56) uint s_words[FIELDSTONE_WORDS];
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/mul.glsl"
#include "fieldstone/glsl/field/pow.glsl"
#include "fieldstone/glsl/field/sub.glsl"
#include "fieldstone/glsl/memory/tile.glsl"

layout(std430, set = 1, binding = 3) readonly buffer a_buffer { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 7) writeonly buffer out_buffer { FieldVector out_vectors[]; };

void main() {
  FieldElement s_i = field_element_of(s_words);
  FieldElement t_i = field_element_of(t_words);
  FieldElement constant_1000 = field_constant(1000u);
  FieldElement constant_5 = field_constant(5u);
  FIELD_TILE_FOR_EACH_GROUP(tile) {
    FieldRun a_runs[FIELDSTONE_TILE_GROUP];
    FIELD_TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    FIELD_TILE_OF_GROUP(k) {
      FieldElement a_i = field_tile_to_own(a_runs[k]);
      FieldElement value_0 = field_pow(a_i, 3u);
      FieldElement value_1 = field_mul(t_i, value_0);
      FieldElement value_2 = field_mul(a_i, constant_1000);
      FieldElement value_3 = field_sub(value_1, value_2);
      FieldElement value_4 = field_sub(s_i, constant_5);
      FieldElement value_5 = field_add(value_3, value_4);
      FieldRun out_run = field_tile_to_striped(value_5);
      FIELD_TILE_STORE(tile + k, out_vectors, out_run)
    }
  }
}
