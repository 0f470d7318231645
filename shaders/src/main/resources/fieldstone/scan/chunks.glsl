// SPDX-License-Identifier: Apache-2.0
//
// Vectors in chunks of 32 or 64 consecutive elements, one chunk for each thread.
//
// A scan goes over its elements twice: for the total of each chunk, and, once the totals are
// scanned, for the elements. In both a thread has the elements of its chunk one after the other, 1
// KB from those of its neighbour where elements have 32 bytes. So the workgroup moves pieces of all
// its chunks through shared memory, each of them a run of 128 bytes or more, and has the next ones
// on their way while it computes:
//
//             thread 0          thread 1          ...  thread 63
//   piece 0   a[0 .. 3]         a[32 .. 35]            a[2016 .. 2019]
//   piece 1   a[4 .. 7]         a[36 .. 39]            a[2020 .. 2023]
//
// On a CPU each thread reads its own elements.
//
// An element of the dispatch is a chunk; with SCAN_OF_ELEMENTS it is an element, and the last chunk
// may be a short one. With SCAN_DESCENDING the elements of a chunk come last to first.

#ifndef FIELDSTONE_SCAN_CHUNKS_GLSL
#define FIELDSTONE_SCAN_CHUNKS_GLSL

#include "fieldstone/glsl/memory/element_access.glsl"

#ifndef SCAN_CONSTANTS
#define SCAN_CONSTANTS
#endif

// Elements of a piece: 128 bytes, but that all pieces fit in the 16 KB that every device shares.
#ifndef PIECE_ELEMENTS
#if FIELDSTONE_WORDS == 1
#define PIECE_ELEMENTS 32
#elif FIELDSTONE_WORDS == 2
#define PIECE_ELEMENTS 16
#elif FIELDSTONE_WORDS <= 12
#define PIECE_ELEMENTS 4
#else
#define PIECE_ELEMENTS 2
#endif
#endif

#ifndef CHUNK_ELEMENTS
#define CHUNK_ELEMENTS 32
#endif
#define CHUNK_PIECES (CHUNK_ELEMENTS / PIECE_ELEMENTS)
#define CHUNK_VECTORS (CHUNK_ELEMENTS * FIELDSTONE_VECTORS)
#define PIECE_VECTORS (PIECE_ELEMENTS * FIELDSTONE_VECTORS)
#ifndef WORKGROUP_CHUNKS
#define WORKGROUP_CHUNKS 64
#endif

// One more, so that what threads read of their own lies in different banks.
#define SLOT_VECTORS (PIECE_VECTORS + 1)

layout(constant_id = 90) const bool FIELD_CPU_DEVICE = false;

layout(local_size_x = WORKGROUP_CHUNKS) in;

layout(push_constant) uniform PushConstants {
  uint count;
  SCAN_CONSTANTS
};

shared FieldVector piece_slots[WORKGROUP_CHUNKS * SLOT_VECTORS];

#ifdef SCAN_OF_ELEMENTS
uint scan_elements() {
  return count;
}

uint scan_chunks() {
  return (count + CHUNK_ELEMENTS - 1u) / CHUNK_ELEMENTS;
}
#else
uint scan_elements() {
  return count * CHUNK_ELEMENTS;
}

uint scan_chunks() {
  return count;
}
#endif

#define CHUNK_FOR_EACH_TILE(first) \
  for (uint first = gl_WorkGroupID.x * WORKGROUP_CHUNKS; first < scan_chunks(); \
       first += gl_NumWorkGroups.x * WORKGROUP_CHUNKS)

// The piece or element that comes as number `step_` of `all`.
uint in_order(uint step_, uint all) {
#ifdef SCAN_DESCENDING
  return all - 1u - step_;
#else
  return step_;
#endif
}

// Where the vectors are that a thread moves.
uint striped_chunk(uint part) {
  return (part * WORKGROUP_CHUNKS + gl_LocalInvocationIndex) / PIECE_VECTORS;
}

uint striped_vector(uint part) {
  return (part * WORKGROUP_CHUNKS + gl_LocalInvocationIndex) % PIECE_VECTORS;
}

uint striped_slot(uint part) {
  return striped_chunk(part) * SLOT_VECTORS + striped_vector(part);
}

// Where in the buffer that is.
uint striped_index(uint first, uint piece, uint part) {
  return (first + striped_chunk(part)) * CHUNK_VECTORS + piece * PIECE_VECTORS
      + striped_vector(part);
}

// Reads the stripe of a piece; anything beyond the end. Macros, since GLSL passes no buffer to a
// function.
#define PIECE_LOAD(first, piece, vectors, run) \
  [[unroll]] for (uint part = 0u; part < PIECE_VECTORS; part++) { \
    run[part] = vectors[min( \
        striped_index(first, piece, part), scan_elements() * FIELDSTONE_VECTORS - 1u)]; \
  }

// Writes the piece that is in shared memory.
#define PIECE_STORE(first, piece, vectors) \
  [[unroll]] for (uint part = 0u; part < PIECE_VECTORS; part++) { \
    if (striped_index(first, piece, part) < scan_elements() * FIELDSTONE_VECTORS) { \
      vectors[striped_index(first, piece, part)] = piece_slots[striped_slot(part)]; \
    } \
  }

void piece_to_slots(FieldVector run[PIECE_VECTORS]) {
  [[unroll]] for (uint part = 0u; part < PIECE_VECTORS; part++) {
    piece_slots[striped_slot(part)] = run[part];
  }
}

uint own_slot(uint element) {
  return gl_LocalInvocationIndex * SLOT_VECTORS + element * FIELDSTONE_VECTORS;
}

// The thread's element of the piece in shared memory.
FieldElement piece_element(uint element) {
  uint slot = own_slot(element);
  FieldRun run;
  [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
    run.part[part] = piece_slots[slot + part];
  }
  return fs_run_unpack(run);
}

// Whether all elements are there of a chunk that is.
#ifdef SCAN_OF_ELEMENTS
#define SCAN_WHOLE_CHUNKS false
#else
#define SCAN_WHOLE_CHUNKS true
#endif

// An element of the thread's chunk: the neutral one beyond the end, unless nobody asks.
#define SCAN_ELEMENT(index, element, vectors, a) \
  if (FIELD_CPU_DEVICE) { \
    a = scan_neutral(); \
    if (index < scan_elements()) { \
      FIELD_ELEMENT_LOAD(index, vectors, a) \
    } \
  } else { \
    a = piece_element(element); \
    if (!SCAN_WHOLE_CHUNKS && index >= scan_elements()) { \
      a = scan_neutral(); \
    } \
  }

void piece_element_set(uint element, FieldElement value) {
  uint slot = own_slot(element);
  FieldRun run = fs_run_pack(value);
  [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
    piece_slots[slot + part] = run.part[part];
  }
}

#endif
