// SPDX-License-Identifier: Apache-2.0
//
// flags[w] = 1 if a[i] differs from b[i] anywhere in workgroup w's share, else 0: integers,
// whatever the form of the elements

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/kernel/cooperative.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { FieldVector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Flags { FieldVector flags_vectors[]; };

shared uint workgroup_differs;

void main() {
  if (gl_LocalInvocationIndex == 0u) {
    workgroup_differs = 0u;
  }
  barrier();
  bool differs = false;
  FIELD_TILE_FOR_EACH_GROUP(tile) {
    FieldRun a_runs[FIELDSTONE_TILE_GROUP];
    FieldRun b_runs[FIELDSTONE_TILE_GROUP];
    FIELD_TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    FIELD_TILE_GROUP_LOAD(tile, b_vectors, b_runs)
    FIELD_TILE_OF_GROUP(k) {
      [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
        differs = differs || a_runs[k].part[part] != b_runs[k].part[part];
      }
    }
  }
  if (differs) {
    atomicOr(workgroup_differs, 1u);
  }
  barrier();
  if (gl_LocalInvocationIndex == 0u) {
    FIELD_ELEMENT_STORE(field_workgroup_element(), flags_vectors, fs_limbs_of(workgroup_differs))
  }
}
