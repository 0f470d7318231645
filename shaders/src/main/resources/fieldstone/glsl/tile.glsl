// SPDX-License-Identifier: Apache-2.0
//
// Moves elements between buffers and threads, one tile of 256 elements per workgroup at a time.
//
// On a GPU an element of several vectors must not be read by its own thread alone: neighbouring
// threads would then read 32 or 48 bytes apart, and most of each bus transaction is thrown away.
// So the workgroup reads its tile as one contiguous run of vectors, striped over its threads, and
// turns it in shared memory, after which each thread holds its own element:
//
//   striped    thread t holds the vectors t, t + 256, t + 512 ... of the tile
//   own        thread t holds the vectors of element t
//
// On a CPU there is no bus to share and a barrier is dear, so a thread moves its own element there,
// as it does everywhere when an element is a single vector.
//
// A kernel goes over its tiles with TILE_FOR_EACH, and for each loads runs, turns them into elements,
// computes, turns the result into a run and stores it; see binary.glsl. Any number of vectors are
// loaded in the same way; all of them turn in the same shared memory, so tile_reuse() comes between
// one tile_to_own and the next. All threads of a workgroup go through every step, also those of a
// tail tile that have no element: loads and stores are guarded, barriers are not.

#ifndef FIELDSTONE_TILE_GLSL
#define FIELDSTONE_TILE_GLSL

#include "vectors.glsl"

const uint TILE_ELEMENTS = 256u;

layout(local_size_x = 256) in;

// Members that follow the count may be given in FIELDSTONE_PUSH_CONSTANTS. A field element is
// "uint s[FIELDSTONE_WORDS];", and element_of(s) in an expression.
layout(push_constant) uniform PushConstants {
  uint count;
#ifdef FIELDSTONE_PUSH_CONSTANTS
  FIELDSTONE_PUSH_CONSTANTS
#endif
};

#if FIELDSTONE_VECTORS > 1

layout(constant_id = 90) const bool CPU_DEVICE = false;

shared Vector tile_slots[TILE_ELEMENTS * FIELDSTONE_VECTORS];

// Where vector `i` of the tile lies in shared memory. A bank row is 128 bytes, eight slots of 16;
// eight threads that each read a part of their own element are FIELDSTONE_VECTORS slots apart, and
// would meet in the same banks where that is even. Exchanging slots within a row, differently in
// each row, spreads them over all banks again, and leaves a striped access in one row.
uint tile_slot(uint i) {
  const uint power_of_two_part = FIELDSTONE_VECTORS & -FIELDSTONE_VECTORS;
  return i ^ ((i >> 3) & (power_of_two_part - 1u));
}

#endif

// Whether a thread moves its own element rather than a stripe of the tile.
bool tile_moves_own() {
#if FIELDSTONE_VECTORS > 1
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

// The index in the buffer of part `part` of this thread's run.
uint tile_buffer_index(uint tile, int part) {
  uint vector = tile_moves_own() ? tile_own_vector(part) : tile_striped_vector(part);
  return tile * TILE_ELEMENTS * FIELDSTONE_VECTORS + vector;
}

bool tile_holds(uint buffer_index) {
  return buffer_index < count * FIELDSTONE_VECTORS;
}

// The tiles of this workgroup, by a grid stride.
#define TILE_FOR_EACH(tile) \
  for (uint tile = gl_WorkGroupID.x; tile < tile_end(); tile += gl_NumWorkGroups.x)

// Reads this thread's run from a buffer's vectors; zero beyond the end. A macro, since GLSL passes
// no buffer to a function.
#define TILE_LOAD(tile, vectors, run) \
  [[unroll]] for (int tile_part = 0; tile_part < FIELDSTONE_VECTORS; tile_part++) { \
    uint tile_index = tile_buffer_index(tile, tile_part); \
    run.part[tile_part] = Vector(0u); \
    if (tile_holds(tile_index)) { \
      run.part[tile_part] = vectors[tile_index]; \
    } \
  }

// Writes this thread's run to a buffer's vectors.
#define TILE_STORE(tile, vectors, run) \
  [[unroll]] for (int tile_part = 0; tile_part < FIELDSTONE_VECTORS; tile_part++) { \
    uint tile_index = tile_buffer_index(tile, tile_part); \
    if (tile_holds(tile_index)) { \
      vectors[tile_index] = run.part[tile_part]; \
    } \
  }

// Hands every thread its own element of a loaded tile.
//
// Turning to the own layout and turning back may follow one another freely: each leaves a thread at
// the slots that the other one starts from. Between two turns the same way comes tile_reuse().
Element tile_to_own(Run run) {
#if FIELDSTONE_VECTORS > 1
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
#if FIELDSTONE_VECTORS > 1
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
#if FIELDSTONE_VECTORS > 1
  if (!CPU_DEVICE) {
    barrier();
  }
#endif
}

#endif
