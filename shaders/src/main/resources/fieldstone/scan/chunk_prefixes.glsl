// SPDX-License-Identifier: Apache-2.0
//
// out[i] = what carries[k] and the elements of chunk k of a up to element i amount to; element i
// included unless the call is exclusive, or the module by SCAN_EXCLUSIVE. out may be a. A module
// that includes this defines what scan/chunk_totals.glsl says.

#ifdef SCAN_EXCLUSIVE
#define scan_excludes() true
#else
#define SCAN_CONSTANTS int exclusive;
#define scan_excludes() (exclusive != 0)
#endif
#include "fieldstone/scan/chunks.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Carries { FieldVector carries_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

#define PREFIX_SET(element, index, prefix) \
  if (!FIELD_CPU_DEVICE) { \
    piece_element_set(element, prefix); \
  } else if (index < scan_elements()) { \
    FIELD_ELEMENT_STORE(index, out_vectors, prefix) \
  }

#ifdef SCAN_PREPARED
void prepare();
#endif

void main() {
#ifdef SCAN_PREPARED
  prepare();
#endif
  CHUNK_FOR_EACH_TILE(place) {
    uint first = place;
#if FIELDSTONE_WORDS <= 2
    // The last ones first: they were read last for the totals, and may be in a cache yet. Longer
    // elements take a little more time so, and not less.
    first = (scan_chunks() - 1u) / WORKGROUP_CHUNKS * WORKGROUP_CHUNKS - place;
#endif
    uint chunk = first + gl_LocalInvocationIndex;
    bool exists = chunk < scan_chunks();
    FieldElement value = scan_neutral();
    if (exists) {
      FIELD_ELEMENT_LOAD(chunk, carries_vectors, value)
    }
    State state = scan_start(value);
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
        // A choice between two elements would keep both from product to product.
        if (scan_excludes()) {
          PREFIX_SET(element, index, value)
        }
        state = scan_step(state, a);
        value = scan_value(state);
        if (!scan_excludes()) {
          PREFIX_SET(element, index, value)
        }
      }
      if (!FIELD_CPU_DEVICE) {
        barrier();
        PIECE_STORE(first, piece, out_vectors)
      }
    }
  }
}
