// SPDX-License-Identifier: Apache-2.0
//
// Kernels whose workgroups each make one element of what the whole vectors amount to, such as a
// sum. Include this first.
//
// Workgroup w of a dispatch owns element first_workgroup + w of the vectors of that length.

#ifndef FIELDSTONE_KERNEL_COOPERATIVE_GLSL
#define FIELDSTONE_KERNEL_COOPERATIVE_GLSL

// Members that follow may be given in FIELDSTONE_COOPERATIVE_CONSTANTS.
#ifndef FIELDSTONE_COOPERATIVE_CONSTANTS
#define FIELDSTONE_COOPERATIVE_CONSTANTS
#endif
#define FIELDSTONE_PUSH_CONSTANTS uint first_workgroup; FIELDSTONE_COOPERATIVE_CONSTANTS

// Such kernels are for vectors of the device only.
#define FIELDSTONE_TILE_RESIDENT true

// Few workgroups go over long vectors, so that each thread keeps more in flight.
#ifndef FIELDSTONE_TILE_GROUP
#if FIELDSTONE_WORDS < 4
#define FIELDSTONE_TILE_GROUP (8 / FIELDSTONE_WORDS)
#else
#define FIELDSTONE_TILE_GROUP 2
#endif
#endif

#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/memory/tile.glsl"

// The index of this workgroup's element.
uint field_workgroup_element() {
  return first_workgroup + gl_WorkGroupID.x;
}

#endif
