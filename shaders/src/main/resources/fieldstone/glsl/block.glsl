// SPDX-License-Identifier: Apache-2.0
//
// The block of a workgroup: ceil(count / workgroups) consecutive elements, fewer or none at the end.

#ifndef FIELDSTONE_BLOCK_GLSL
#define FIELDSTONE_BLOCK_GLSL

#include "cooperative.glsl"

uint block_elements() {
  return count / gl_NumWorkGroups.x + uint(count % gl_NumWorkGroups.x != 0u);
}

uint block_begin() {
  return min(gl_WorkGroupID.x * block_elements(), count);
}

uint block_end() {
  return block_begin() + min(block_elements(), count - block_begin());
}

#endif
