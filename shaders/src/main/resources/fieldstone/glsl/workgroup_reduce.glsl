// SPDX-License-Identifier: Apache-2.0
//
// Combines what the threads of a workgroup hold into one element, as a tree over shared memory.
//
// A module that includes this defines combine, which is associative and commutative.

#ifndef FIELDSTONE_WORKGROUP_REDUCE_GLSL
#define FIELDSTONE_WORKGROUP_REDUCE_GLSL

#include "slots.glsl"

Element combine(Element a, Element b);

// What the elements of all threads combine to, for thread 0. All threads call it.
Element workgroup_reduce(Element mine) {
  uint thread = gl_LocalInvocationIndex;
  [[dont_unroll]] for (uint pairs = TILE_ELEMENTS / 2u; pairs > 0u; pairs /= 2u) {
    barrier();
    if (thread >= pairs && thread < 2u * pairs) {
      slots_put(thread, mine);
    }
    barrier();
    if (thread < pairs) {
      mine = combine(mine, slots_get(thread + pairs));
    }
  }
  return mine;
}

#endif
