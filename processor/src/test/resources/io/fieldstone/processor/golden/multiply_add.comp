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
  TILE_FOR_EACH(tile) {
    Run a_run;
    Run b_run;
    Run c_run;
    TILE_LOAD(tile, a_vectors, a_run)
    TILE_LOAD(tile, b_vectors, b_run)
    TILE_LOAD(tile, c_vectors, c_run)
    Element a_i = tile_to_own(a_run);
    tile_reuse();
    Element b_i = tile_to_own(b_run);
    tile_reuse();
    Element c_i = tile_to_own(c_run);
    Run out_run = tile_to_striped(field_add(field_mul(a_i, b_i), c_i));
    TILE_STORE(tile, out_vectors, out_run)
  }
}
