// SPDX-License-Identifier: Apache-2.0
//
// Moves elements between buffers and threads, one tile of elements per workgroup at a time: one
// for each thread.
//
// On a GPU an element of several vectors must not be read by its own thread alone: neighbouring
// threads would then read 32 or 48 bytes apart, and most of each bus transaction is thrown away.
// So the workgroup reads its tile as one contiguous run of vectors, striped over its threads, and
// turns it in shared memory, after which each thread holds its own element:
//
//   striped    thread t holds the vectors t, t + 256, t + 512 ... of a tile of 256
//   own        thread t holds the vectors of element t
//
// On a CPU there is no bus to share and a barrier is dear, so a thread moves its own element there,
// as it does everywhere when an element is a single vector. A kernel that is better off so for more
// vectors defines FIELDSTONE_OWN_VECTORS as how many.
//
// A kernel goes over its tiles with TILE_FOR_EACH, and for each loads runs, turns them into elements,
// computes, turns the result into a run and stores it; see ternary.glsl. Any number of vectors are
// loaded in the same way; all of them turn in the same shared memory, so tile_reuse() comes between
// one tile_to_own and the next. All threads of a workgroup go through every step, also those of a
// tail tile that have no element: loads and stores are guarded, barriers are not.
//
// A thread with a small element has too little in flight to keep memory busy. TILE_FOR_EACH_GROUP
// goes over groups of FIELDSTONE_TILE_GROUP neighbouring tiles, all loads of which come first:
//
//   tile         g * GROUP    + 1          + 2        ...
//   elements     0 .. 255     256 .. 511   512 .. 767      of thread t: t, t + 256, t + 512 ...

#ifndef FIELDSTONE_TILE_GLSL
#define FIELDSTONE_TILE_GLSL

#include "slots.glsl"
#include "vectors.glsl"

#ifndef FIELDSTONE_OWN_VECTORS
#define FIELDSTONE_OWN_VECTORS 1
#endif

// By default a thread has 16 bytes of each vector in flight.
#ifndef FIELDSTONE_TILE_GROUP
#if FIELDSTONE_WORDS < 4
#define FIELDSTONE_TILE_GROUP (4 / FIELDSTONE_WORDS)
#else
#define FIELDSTONE_TILE_GROUP 1
#endif
#endif

layout(local_size_x = FIELDSTONE_TILE_ELEMENTS) in;

// Members that follow the count may be given in FIELDSTONE_PUSH_CONSTANTS. A field element is
// "uint s[FIELDSTONE_WORDS];", and element_of(s) in an expression.
layout(push_constant) uniform PushConstants {
  uint count;
#ifdef FIELDSTONE_PUSH_CONSTANTS
  FIELDSTONE_PUSH_CONSTANTS
#endif
};

#if FIELDSTONE_VECTORS > FIELDSTONE_OWN_VECTORS
layout(constant_id = 90) const bool CPU_DEVICE = false;
#endif

// Whether a thread moves its own element rather than a stripe of the tile.
bool tile_moves_own() {
#if FIELDSTONE_VECTORS > FIELDSTONE_OWN_VECTORS
  return CPU_DEVICE;
#else
  return true;
#endif
}

uint tile_own_vector(int part) {
  return gl_LocalInvocationIndex * FIELDSTONE_VECTORS + part;
}

uint tile_striped_vector(int part) {
  return part * TILE_ELEMENTS + gl_LocalInvocationIndex;
}

uint tile_end() {
  return (count + TILE_ELEMENTS - 1u) / TILE_ELEMENTS;
}

// The index in the buffer of part `part` of this thread's run, in the tile from element `first`.
uint tile_buffer_index(uint first, int part) {
  uint vector = tile_moves_own() ? tile_own_vector(part) : tile_striped_vector(part);
  return first * FIELDSTONE_VECTORS + vector;
}

// Whether the vector at `index`, of the tile from element `first`, is one of the first `end` elements'.
bool tile_holds(uint first, uint index, uint end) {
#if FIELDSTONE_VECTORS > FIELDSTONE_OWN_VECTORS
  return index < end * FIELDSTONE_VECTORS;
#else
  return first + gl_LocalInvocationIndex < end;  // the same for all vectors of an element
#endif
}

// The tiles of this workgroup, by a grid stride.
#define TILE_FOR_EACH(tile) \
  for (uint tile = gl_WorkGroupID.x; tile < tile_end(); tile += gl_NumWorkGroups.x)

// The first tiles of this workgroup's groups, by a grid stride. The last group may be a short one.
#define TILE_FOR_EACH_GROUP(tile) \
  for (uint tile = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP; tile < tile_end(); \
       tile += gl_NumWorkGroups.x * FIELDSTONE_TILE_GROUP)

// The tiles `k` of a group.
#define TILE_OF_GROUP(k) [[unroll]] for (int k = 0; k < FIELDSTONE_TILE_GROUP; k++)

// Reads this thread's run of the tile from element `first`; zero from element `end` on. A macro, since
// GLSL passes no buffer to a function.
#define TILE_LOAD_BETWEEN(first, end, vectors, run) \
  [[unroll]] for (int tile_part = 0; tile_part < FIELDSTONE_VECTORS; tile_part++) { \
    uint tile_index = tile_buffer_index(first, tile_part); \
    run.part[tile_part] = Vector(0u); \
    if (tile_holds(first, tile_index, end)) { \
      run.part[tile_part] = vectors[tile_index]; \
    } \
  }

// Reads this thread's run of a tile; zero beyond the end.
#define TILE_LOAD(tile, vectors, run) \
  TILE_LOAD_BETWEEN((tile) * TILE_ELEMENTS, count, vectors, run)

// Writes this thread's run of a tile.
#define TILE_STORE(tile, vectors, run) \
  [[unroll]] for (int tile_part = 0; tile_part < FIELDSTONE_VECTORS; tile_part++) { \
    uint tile_index = tile_buffer_index((tile) * TILE_ELEMENTS, tile_part); \
    if (tile_holds((tile) * TILE_ELEMENTS, tile_index, count)) { \
      vectors[tile_index] = run.part[tile_part]; \
    } \
  }

// Reads this thread's runs of a group of tiles.
#define TILE_GROUP_LOAD(tile, vectors, runs) \
  TILE_OF_GROUP(tile_of_group) { \
    TILE_LOAD((tile) + tile_of_group, vectors, runs[tile_of_group]) \
  }

// Hands every thread its own element of a loaded tile.
//
// Turning to the own layout and turning back may follow one another freely: each leaves a thread at
// the slots that the other one starts from. Between two turns the same way comes tile_reuse().
Element tile_to_own(Run run) {
#if FIELDSTONE_VECTORS > FIELDSTONE_OWN_VECTORS
  if (!CPU_DEVICE) {
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
      tile_slots[tile_slot(tile_striped_vector(part))] = run.part[part];
    }
    barrier();
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
      run.part[part] = tile_slots[tile_slot(tile_own_vector(part))];
    }
  }
#endif
  return run_unpack(run);
}

// Hands every thread its run of a computed tile.
Run tile_to_striped(Element element) {
  Run run = run_pack(element);
#if FIELDSTONE_VECTORS > FIELDSTONE_OWN_VECTORS
  if (!CPU_DEVICE) {
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
      tile_slots[tile_slot(tile_own_vector(part))] = run.part[part];
    }
    barrier();
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
      run.part[part] = tile_slots[tile_slot(tile_striped_vector(part))];
    }
  }
#endif
  return run;
}

// Waits until every thread is done with the last turn, before another one the same way.
void tile_reuse() {
#if FIELDSTONE_VECTORS > FIELDSTONE_OWN_VECTORS
  if (!CPU_DEVICE) {
    barrier();
  }
#endif
}

#endif
