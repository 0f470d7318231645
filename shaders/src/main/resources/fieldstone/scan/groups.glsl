// SPDX-License-Identifier: Apache-2.0
//
// What comes before the chunks of a workgroup within their group, by a scan of the totals of each
// tile: so what is left to be scanned between two dispatches is one total for each workgroup.

#ifndef FIELDSTONE_SCAN_GROUPS_GLSL
#define FIELDSTONE_SCAN_GROUPS_GLSL

// What the tiles before amount to: here it takes no registers while elements are added. Thread 0
// alone reads and writes it.
shared FieldVector group_slot[FIELDSTONE_VECTORS];

void group_begin() {
  if (gl_LocalInvocationIndex == 0u) {
    FIELD_ELEMENT_STORE(0u, group_slot, scan_neutral())
  }
}

// What the thread's chunk of a tile begins with: the first thread's with all tiles before.
State group_start() {
  FieldElement value = scan_neutral();
  if (gl_LocalInvocationIndex == 0u) {
    FIELD_ELEMENT_LOAD(0u, group_slot, value)
  }
  return scan_start(value);
}

// What comes before the thread's chunk in the group, once `state` is what group_start() and its
// elements amount to; the tile has `chunks` chunks. Hillis, Steele, "Data Parallel Algorithms",
// CACM 29(12), 1986, where the pieces were: levels take turns of two halves, so that each has one
// barrier. All threads call it.
FieldElement group_prefix(State state, uint chunks) {
  uint thread = gl_LocalInvocationIndex;
  uint half_ = 0u;
  barrier();
  FIELD_ELEMENT_STORE(thread, piece_slots, scan_value(state))
  barrier();
  [[dont_unroll]] for (uint distance_ = 1u; distance_ < WORKGROUP_CHUNKS; distance_ *= 2u) {
    if (thread >= distance_) {
      FieldElement earlier;
      FIELD_ELEMENT_LOAD(half_ + thread - distance_, piece_slots, earlier)
      state = scan_step(state, earlier);
    }
    half_ ^= WORKGROUP_CHUNKS;
    FIELD_ELEMENT_STORE(half_ + thread, piece_slots, scan_value(state))
    barrier();
  }
  FieldElement prefix;
  if (thread > 0u) {
    FIELD_ELEMENT_LOAD(half_ + thread - 1u, piece_slots, prefix)
  } else {
    FIELD_ELEMENT_LOAD(0u, group_slot, prefix)
    FieldElement all;
    FIELD_ELEMENT_LOAD(half_ + chunks - 1u, piece_slots, all)
    FIELD_ELEMENT_STORE(0u, group_slot, all)
  }
  return prefix;
}

#endif
