// SPDX-License-Identifier: Apache-2.0
//
// The block of a workgroup: ceil(count / workgroups) consecutive elements, fewer or none at the
// end.

#ifndef FIELDSTONE_WORKGROUP_BLOCK_GLSL
#define FIELDSTONE_WORKGROUP_BLOCK_GLSL

#include "fieldstone/glsl/kernel/cooperative.glsl"

uint field_block_elements() {
  return count / gl_NumWorkGroups.x + uint(count % gl_NumWorkGroups.x != 0u);
}

uint field_block_begin() {
  return min(gl_WorkGroupID.x * field_block_elements(), count);
}

uint field_block_end() {
  return field_block_begin() + min(field_block_elements(), count - field_block_begin());
}

#endif
