// Generated from the expression of a kernel: one pass over all vectors.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/add.glsl"
#include "fieldstone/glsl/mul.glsl"
#include "fieldstone/glsl/tile.glsl"

layout(std430, set = 0, binding = 0) readonly buffer a_buffer { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer b_buffer { Vector b_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer c_buffer { Vector c_vectors[]; };
layout(std430, set = 0, binding = 3) writeonly buffer out_buffer { Vector out_vectors[]; };

void main() {
  TILE_FOR_EACH_GROUP(tile) {
    Run a_runs[FIELDSTONE_TILE_GROUP];
    Run b_runs[FIELDSTONE_TILE_GROUP];
    Run c_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    TILE_GROUP_LOAD(tile, b_vectors, b_runs)
    TILE_GROUP_LOAD(tile, c_vectors, c_runs)
    TILE_OF_GROUP(k) {
      Element a_i = tile_to_own(a_runs[k]);
      tile_reuse();
      Element b_i = tile_to_own(b_runs[k]);
      tile_reuse();
      Element c_i = tile_to_own(c_runs[k]);
      Element value_0 = field_mul(a_i, b_i);
      Element value_1 = field_add(c_i, value_0);
      Run out_run = tile_to_striped(value_1);
      TILE_STORE(tile + k, out_vectors, out_run)
    }
  }
}
