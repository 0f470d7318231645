// SPDX-License-Identifier: Apache-2.0
//
// Combines what the threads of a workgroup hold into one element, as a tree over shared memory.
//
// A module that includes this defines combine, which is associative and commutative.

#ifndef FIELDSTONE_WORKGROUP_REDUCE_GLSL
#define FIELDSTONE_WORKGROUP_REDUCE_GLSL

#include "workgroup_exchange.glsl"

Element combine(Element a, Element b);

// What the elements of all threads combine to, for thread 0. All threads call it.
Element workgroup_reduce(Element mine) {
  [[dont_unroll]] for (uint pairs = TILE_ELEMENTS / 2u; pairs > 0u; pairs /= 2u) {
    Element partner = workgroup_exchange(mine, workgroup_partner(pairs));
    if (gl_LocalInvocationIndex < pairs) {
      mine = combine(mine, partner);
    }
  }
  return mine;
}

#endif
