// SPDX-License-Identifier: Apache-2.0
//
// Products of what the threads before each one hold, within a workgroup.

#ifndef FIELDSTONE_WORKGROUP_SCAN_GLSL
#define FIELDSTONE_WORKGROUP_SCAN_GLSL

#include "montgomery.glsl"
#include "slots.glsl"

// Leaves in slot t the product of the elements of threads 0 to t, in Montgomery form as they are.
// All threads call it. Hillis, Steele, "Data Parallel Algorithms", CACM 29(12), 1986.
void workgroup_scan(Element mine) {
  uint thread = gl_LocalInvocationIndex;
  barrier();
  slots_put(thread, mine);
  [[dont_unroll]] for (uint distance_ = 1u; distance_ < TILE_ELEMENTS; distance_ *= 2u) {
    barrier();
    if (thread >= distance_) {
      mine = montgomery_mul(slots_get(thread - distance_), mine);
    }
    barrier();
    slots_put(thread, mine);
  }
  barrier();
}

#endif
