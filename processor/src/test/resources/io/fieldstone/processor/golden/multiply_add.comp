// Generated from the expression of a kernel: one pass over all vectors.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/mul.glsl"
#include "fieldstone/glsl/memory/tile.glsl"

layout(std430, set = 0, binding = 0) readonly buffer a_buffer { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer b_buffer { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer c_buffer { FieldVector c_vectors[]; };
layout(std430, set = 0, binding = 3) writeonly buffer out_buffer { FieldVector out_vectors[]; };

void main() {
  FIELD_TILE_FOR_EACH_GROUP(tile) {
    FieldRun a_runs[FIELDSTONE_TILE_GROUP];
    FieldRun b_runs[FIELDSTONE_TILE_GROUP];
    FieldRun c_runs[FIELDSTONE_TILE_GROUP];
    FIELD_TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    FIELD_TILE_GROUP_LOAD(tile, b_vectors, b_runs)
    FIELD_TILE_GROUP_LOAD(tile, c_vectors, c_runs)
    FIELD_TILE_OF_GROUP(k) {
      FieldElement a_i = field_tile_to_own(a_runs[k]);
      field_tile_reuse();
      FieldElement b_i = field_tile_to_own(b_runs[k]);
      field_tile_reuse();
      FieldElement c_i = field_tile_to_own(c_runs[k]);
      FieldElement value_0 = field_mul(a_i, b_i);
      FieldElement value_1 = field_add(c_i, value_0);
      FieldRun out_run = field_tile_to_striped(value_1);
      FIELD_TILE_STORE(tile + k, out_vectors, out_run)
    }
  }
}
