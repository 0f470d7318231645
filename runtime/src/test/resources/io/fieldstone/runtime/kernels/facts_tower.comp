// SPDX-License-Identifier: Apache-2.0
//
// out[i] = word i of n, k and m, the numbers of a tower.

#version 450

layout(constant_id = 93) const int NON_RESIDUE = 0;
layout(constant_id = 96) const int TOWER_K = 0;
layout(constant_id = 97) const int TOWER_M = 0;

layout(local_size_x = 64) in;

layout(push_constant) uniform Push {
  uint count;
};

layout(std430, set = 0, binding = 0) writeonly buffer Out {
  uint result[];
};

void main() {
  uint i = gl_GlobalInvocationID.x;
  if (i < count) {
    result[i] = uint(i == 0u ? NON_RESIDUE : i == 1u ? TOWER_K : TOWER_M);
  }
}
