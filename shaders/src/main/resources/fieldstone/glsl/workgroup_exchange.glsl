// SPDX-License-Identifier: Apache-2.0
//
// Elements handed from thread to thread within a workgroup.

#ifndef FIELDSTONE_WORKGROUP_EXCHANGE_GLSL
#define FIELDSTONE_WORKGROUP_EXCHANGE_GLSL

#include "slots.glsl"

// The element of thread `from`. All threads call it.
Element workgroup_exchange(Element mine, uint from) {
  barrier();
  slots_put(gl_LocalInvocationIndex, mine);
  barrier();
  return slots_get(from);
}

// What thread t is to exchange with in a tree over the workgroup, on the level that leaves `pairs`
// elements: t + pairs, for t below pairs; it matters to no other.
uint workgroup_partner(uint pairs) {
  return (gl_LocalInvocationIndex + pairs) % TILE_ELEMENTS;
}

// log2(TILE_ELEMENTS)
uint workgroup_levels() {
  return uint(findMSB(TILE_ELEMENTS));
}

#endif
