// SPDX-License-Identifier: Apache-2.0
//
// totals[k] = what the elements of chunk k of a amount to. A module that includes this defines the
// type State, and
//
//   State scan_start(FieldElement value)               from what comes before
//   State scan_step(State before, FieldElement a)      with one more element
//   FieldElement scan_value(State state)
//   FieldElement scan_neutral()
//
// With SCAN_PREPARED it also defines prepare(), which every thread calls once before.

#include "fieldstone/scan/chunks.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Totals { FieldVector totals_vectors[]; };

void main() {
#ifdef SCAN_PREPARED
  prepare();
#endif
  CHUNK_FOR_EACH_TILE(first) {
    uint chunk = first + gl_LocalInvocationIndex;
    bool exists = chunk < count;
    State state = scan_start(scan_neutral());
    FieldVector run[PIECE_VECTORS];
    if (!FIELD_CPU_DEVICE) {
      PIECE_LOAD(first, in_order(0u, CHUNK_PIECES), a_vectors, run)
    }
    [[dont_unroll]] for (uint i = 0u; i < CHUNK_PIECES; i++) {
      uint piece = in_order(i, CHUNK_PIECES);
      if (!FIELD_CPU_DEVICE) {
        barrier();
        piece_to_slots(run);
        barrier();
        if (i + 1u < CHUNK_PIECES) {
          PIECE_LOAD(first, in_order(i + 1u, CHUNK_PIECES), a_vectors, run)
        }
      }
      [[dont_unroll]] for (uint j = 0u; j < PIECE_ELEMENTS; j++) {
        uint element = in_order(j, PIECE_ELEMENTS);
        FieldElement a = scan_neutral();
        if (!FIELD_CPU_DEVICE) {
          a = piece_element(element);
        } else if (exists) {
          FIELD_ELEMENT_LOAD(
              chunk * CHUNK_ELEMENTS + piece * PIECE_ELEMENTS + element, a_vectors, a)
        }
        state = scan_step(state, a);
      }
    }
    if (exists) {
      FieldElement total = scan_value(state);
      FIELD_ELEMENT_STORE(chunk, totals_vectors, total)
    }
  }
}
