// SPDX-License-Identifier: Apache-2.0
//
// Elements handed from thread to thread within a workgroup.

#ifndef FIELDSTONE_WORKGROUP_EXCHANGE_GLSL
#define FIELDSTONE_WORKGROUP_EXCHANGE_GLSL

#include "fieldstone/glsl/memory/slots.glsl"

// The element of thread `from`. All threads call it.
FieldElement field_workgroup_exchange(FieldElement mine, uint from) {
  barrier();
  fs_slots_put(gl_LocalInvocationIndex, mine);
  barrier();
  return fs_slots_get(from);
}

// What thread t is to exchange with in a tree over the workgroup, on the level that leaves `pairs`
// elements: t + pairs, for t below pairs; it matters to no other.
uint field_workgroup_partner(uint pairs) {
  return (gl_LocalInvocationIndex + pairs) % FIELD_TILE_ELEMENTS;
}

// log2(FIELD_TILE_ELEMENTS)
uint field_workgroup_levels() {
  return uint(findMSB(FIELD_TILE_ELEMENTS));
}

#endif
