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
// With SCAN_FIRST_TOTAL the totals begin there. With SCAN_PREPARED it also defines prepare(), which
// every thread calls once before.

#include "fieldstone/scan/chunks.glsl"

#ifndef SCAN_FIRST_TOTAL
#define SCAN_FIRST_TOTAL 0u
#endif

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Totals { FieldVector totals_vectors[]; };

#ifdef SCAN_PREPARED
void prepare();
#endif

void main() {
#ifdef SCAN_PREPARED
  prepare();
#endif
  CHUNK_FOR_EACH_TILE(first) {
    uint chunk = first + gl_LocalInvocationIndex;
    bool exists = chunk < scan_chunks();
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
        uint index = chunk * CHUNK_ELEMENTS + piece * PIECE_ELEMENTS + element;
        FieldElement a;
        SCAN_ELEMENT(index, element, a_vectors, a)
        state = scan_step(state, a);
      }
    }
    if (exists) {
      FieldElement total = scan_value(state);
      FIELD_ELEMENT_STORE(SCAN_FIRST_TOTAL + chunk, totals_vectors, total)
    }
  }
}
