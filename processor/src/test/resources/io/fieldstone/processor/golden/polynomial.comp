// Generated from the expression of a kernel: one pass over all vectors.

#version 450
#extension GL_GOOGLE_include_directive : require
#define FIELDSTONE_PUSH_CONSTANTS \
  layout(offset = 4) uint t_words[FIELDSTONE_WORDS]; \
  layout(offset = 56) uint s_words[FIELDSTONE_WORDS];
#include "fieldstone/glsl/add.glsl"
#include "fieldstone/glsl/constants.glsl"
#include "fieldstone/glsl/mul.glsl"
#include "fieldstone/glsl/pow.glsl"
#include "fieldstone/glsl/sub.glsl"
#include "fieldstone/glsl/tile.glsl"

layout(std430, set = 1, binding = 3) readonly buffer a_buffer { Vector a_vectors[]; };
layout(std430, set = 0, binding = 7) writeonly buffer out_buffer { Vector out_vectors[]; };

void main() {
  Element s_i = element_of(s_words);
  Element t_i = element_of(t_words);
  Element constant_1000 = field_constant(1000u);
  Element constant_5 = field_constant(5u);
  TILE_FOR_EACH_GROUP(tile) {
    Run a_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    TILE_OF_GROUP(k) {
      Element a_i = tile_to_own(a_runs[k]);
      Element value_0 = field_pow(a_i, 3u);
      Element value_1 = field_mul(t_i, value_0);
      Element value_2 = field_mul(a_i, constant_1000);
      Element value_3 = field_sub(value_1, value_2);
      Element value_4 = field_sub(s_i, constant_5);
      Element value_5 = field_add(value_3, value_4);
      Run out_run = tile_to_striped(value_5);
      TILE_STORE(tile + k, out_vectors, out_run)
    }
  }
}
