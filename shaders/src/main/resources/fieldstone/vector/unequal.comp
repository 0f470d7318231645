// SPDX-License-Identifier: Apache-2.0
//
// flags[w] = 1 if a[i] differs from b[i] anywhere in workgroup w's share, else 0: integers, whatever
// the form of the elements

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/cooperative.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer B { Vector b_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Flags { Vector flags_vectors[]; };

shared uint workgroup_differs;

void main() {
  if (gl_LocalInvocationIndex == 0u) {
    workgroup_differs = 0u;
  }
  barrier();
  bool differs = false;
  TILE_FOR_EACH_GROUP(tile) {
    Run a_runs[FIELDSTONE_TILE_GROUP];
    Run b_runs[FIELDSTONE_TILE_GROUP];
    TILE_GROUP_LOAD(tile, a_vectors, a_runs)
    TILE_GROUP_LOAD(tile, b_vectors, b_runs)
    TILE_OF_GROUP(k) {
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
    ELEMENT_STORE(workgroup_element(), flags_vectors, limbs_of(workgroup_differs))
  }
}
