// SPDX-License-Identifier: Apache-2.0
//
// Combines what the threads of a workgroup hold into one element, as a tree over shared memory.
//
// A module that includes this defines combine, which is associative and commutative.

#ifndef FIELDSTONE_WORKGROUP_REDUCE_GLSL
#define FIELDSTONE_WORKGROUP_REDUCE_GLSL

#include "fieldstone/glsl/workgroup/exchange.glsl"

FieldElement combine(FieldElement a, FieldElement b);

// What the elements of all threads combine to, for thread 0. All threads call it.
FieldElement field_workgroup_reduce(FieldElement mine) {
  [[dont_unroll]] for (uint pairs = FIELD_TILE_ELEMENTS / 2u; pairs > 0u; pairs /= 2u) {
    FieldElement partner = field_workgroup_exchange(mine, field_workgroup_partner(pairs));
    if (gl_LocalInvocationIndex < pairs) {
      mine = combine(mine, partner);
    }
  }
  return mine;
}

#endif
