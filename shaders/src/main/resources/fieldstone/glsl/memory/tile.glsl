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
// What a thread reads of memory of the device is another matter: there the caches keep the rest of
// a transaction for the neighbours. A kernel that is better off without the turn of what it reads
// defines FIELDSTONE_TILE_RESIDENT as whether all of it is in memory of the device. What it writes
// is turned all the same: on an H200, sums of 32-byte elements took 17 percent longer without.
//
// On a CPU there is no bus to share and a barrier is dear, so a thread moves its own element there,
// as it does everywhere when an element is a single vector.
//
// A kernel goes over its tiles with FIELD_TILE_FOR_EACH, and for each loads runs, turns them into
// elements, computes, turns the result into a run and stores it; see kernel/ternary.glsl. Any
// number of vectors are loaded in the same way; all of them turn in the same shared memory, so
// field_tile_reuse() comes between one field_tile_to_own and the next. All threads of a workgroup
// go through every step, also those of a tail tile that have no element: loads and stores are
// guarded, barriers are not.
//
// A thread with a small element has too little in flight to keep memory busy.
// FIELD_TILE_FOR_EACH_GROUP goes over groups of FIELDSTONE_TILE_GROUP neighbouring tiles, all loads
// of which come first:
//
//   tile         g * GROUP    + 1          + 2        ...
//   elements     0 .. 255     256 .. 511   512 .. 767      of thread t: t, t + 256, t + 512 ...

#ifndef FIELDSTONE_MEMORY_TILE_GLSL
#define FIELDSTONE_MEMORY_TILE_GLSL

#include "fieldstone/glsl/memory/slots.glsl"
#include "fieldstone/glsl/memory/vectors.glsl"

#ifndef FIELDSTONE_TILE_RESIDENT
#define FIELDSTONE_TILE_RESIDENT false
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
// "uint s[FIELDSTONE_WORDS];", and field_element_of(s) in an expression.
layout(push_constant) uniform PushConstants {
  uint count;
#ifdef FIELDSTONE_PUSH_CONSTANTS
  FIELDSTONE_PUSH_CONSTANTS
#endif
};

// Elements of more than 16 words do not turn: 256 of them are more than the 16 KB of shared memory
// that every device has.
#if FIELDSTONE_VECTORS > 1 && FIELDSTONE_WORDS <= 16
#define FS_TILE_TURNS 1
#else
#define FS_TILE_TURNS 0
#endif

#if FS_TILE_TURNS
layout(constant_id = 90) const bool FIELD_CPU_DEVICE = false;
#endif

// Whether a thread writes its own element rather than a stripe of the tile.
bool field_tile_writes_own() {
#if FS_TILE_TURNS
  return FIELD_CPU_DEVICE;
#else
  return true;
#endif
}

// Whether it reads its own element.
bool field_tile_reads_own() {
  return field_tile_writes_own() || FIELDSTONE_TILE_RESIDENT;
}

uint fs_tile_own_vector(int part) {
  return gl_LocalInvocationIndex * FIELDSTONE_VECTORS + part;
}

uint fs_tile_striped_vector(int part) {
  return part * FIELD_TILE_ELEMENTS + gl_LocalInvocationIndex;
}

uint field_tile_end() {
  return (count + FIELD_TILE_ELEMENTS - 1u) / FIELD_TILE_ELEMENTS;
}

// The index in the buffer of part `part` of this thread's run, in the tile from element `first`.
uint field_tile_buffer_index(uint first, int part, bool own) {
  return first * FIELDSTONE_VECTORS
      + (own ? fs_tile_own_vector(part) : fs_tile_striped_vector(part));
}

// Whether the vector at `index`, of the tile from element `first`, is one of the first `end`
// elements'.
bool field_tile_holds(uint first, uint index, uint end, bool own) {
  // The same for all vectors of an element.
  return own ? first + gl_LocalInvocationIndex < end : index < end * FIELDSTONE_VECTORS;
}

// What part `part` of this thread's run of a tile is read from, where anything may be beyond the
// end.
uint field_tile_clamped_index(uint tile, int part) {
  uint first = tile * FIELD_TILE_ELEMENTS;
  return field_tile_reads_own()
      ? min(first + gl_LocalInvocationIndex, count - 1u) * FIELDSTONE_VECTORS + part
      : min(field_tile_buffer_index(first, part, false), count * FIELDSTONE_VECTORS - 1u);
}

// The tiles of this workgroup, by a grid stride.
#define FIELD_TILE_FOR_EACH(tile) \
  for (uint tile = gl_WorkGroupID.x; tile < field_tile_end(); tile += gl_NumWorkGroups.x)

// The first tiles of this workgroup's groups, by a grid stride. The last group may be a short one.
#define FIELD_TILE_FOR_EACH_GROUP(tile) \
  for (uint tile = gl_WorkGroupID.x * FIELDSTONE_TILE_GROUP; tile < field_tile_end(); \
       tile += gl_NumWorkGroups.x * FIELDSTONE_TILE_GROUP)

// The tiles `k` of a group.
#define FIELD_TILE_OF_GROUP(k) [[unroll]] for (int k = 0; k < FIELDSTONE_TILE_GROUP; k++)

// Reads this thread's run of the tile from element `first`; zero from element `end` on. A macro,
// since GLSL passes no buffer to a function.
#define FIELD_TILE_LOAD_BETWEEN(first, end, vectors, run) \
  [[unroll]] for (int fs_tile_part = 0; fs_tile_part < FIELDSTONE_VECTORS; fs_tile_part++) { \
    uint fs_tile_index = field_tile_buffer_index(first, fs_tile_part, field_tile_reads_own()); \
    run.part[fs_tile_part] = FieldVector(0u); \
    if (field_tile_holds(first, fs_tile_index, end, field_tile_reads_own())) { \
      run.part[fs_tile_part] = vectors[fs_tile_index]; \
    } \
  }

// Reads this thread's run of a tile; zero beyond the end.
#define FIELD_TILE_LOAD(tile, vectors, run) \
  FIELD_TILE_LOAD_BETWEEN((tile) * FIELD_TILE_ELEMENTS, count, vectors, run)

// Reads this thread's run of a tile; anything beyond the end. That is the vector's last parts,
// which is less to do than zeros, but for elements of a single vector: with 31-bit ones an H200
// lost a tenth by it.
#if FS_TILE_TURNS
#define FIELD_TILE_LOAD_ANY(tile, vectors, run) \
  [[unroll]] for (int fs_tile_part = 0; fs_tile_part < FIELDSTONE_VECTORS; fs_tile_part++) { \
    run.part[fs_tile_part] = vectors[field_tile_clamped_index(tile, fs_tile_part)]; \
  }
#else
#define FIELD_TILE_LOAD_ANY(tile, vectors, run) FIELD_TILE_LOAD(tile, vectors, run)
#endif

// Writes this thread's run of a tile.
#define FIELD_TILE_STORE(tile, vectors, run) \
  [[unroll]] for (int fs_tile_part = 0; fs_tile_part < FIELDSTONE_VECTORS; fs_tile_part++) { \
    uint fs_tile_index = field_tile_buffer_index( \
        (tile) * FIELD_TILE_ELEMENTS, fs_tile_part, field_tile_writes_own()); \
    if (field_tile_holds( \
        (tile) * FIELD_TILE_ELEMENTS, fs_tile_index, count, field_tile_writes_own())) { \
      vectors[fs_tile_index] = run.part[fs_tile_part]; \
    } \
  }

// Reads this thread's runs of a group of tiles; anything beyond the end.
#define FIELD_TILE_GROUP_LOAD_ANY(tile, vectors, runs) \
  FIELD_TILE_OF_GROUP(fs_tile_of_group) { \
    FIELD_TILE_LOAD_ANY((tile) + fs_tile_of_group, vectors, runs[fs_tile_of_group]) \
  }

// The same, zero beyond the end.
#define FIELD_TILE_GROUP_LOAD(tile, vectors, runs) \
  FIELD_TILE_OF_GROUP(fs_tile_of_group) { \
    FIELD_TILE_LOAD((tile) + fs_tile_of_group, vectors, runs[fs_tile_of_group]) \
  }

// Hands every thread its own element of a loaded tile.
//
// Turning to the own layout and turning back may follow one another freely: each leaves a thread at
// the slots that the other one starts from. Between two turns the same way comes
// field_tile_reuse().
FieldElement field_tile_to_own(FieldRun run) {
#if FS_TILE_TURNS
  if (!field_tile_reads_own()) {
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
      fs_tile_slots[fs_tile_slot(fs_tile_striped_vector(part))] = run.part[part];
    }
    barrier();
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
      run.part[part] = fs_tile_slots[fs_tile_slot(fs_tile_own_vector(part))];
    }
  }
#endif
  return fs_run_unpack(run);
}

bool fs_tile_turned = false;

// Hands every thread its run of a computed tile.
FieldRun field_tile_to_striped(FieldElement element) {
  FieldRun run = fs_run_pack(element);
#if FS_TILE_TURNS
  if (!field_tile_writes_own()) {
    // Nothing turned since the last turn this way.
    if (field_tile_reads_own() && fs_tile_turned) {
      barrier();
    }
    fs_tile_turned = true;
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
      fs_tile_slots[fs_tile_slot(fs_tile_own_vector(part))] = run.part[part];
    }
    barrier();
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
      run.part[part] = fs_tile_slots[fs_tile_slot(fs_tile_striped_vector(part))];
    }
  }
#endif
  return run;
}

// Waits until every thread is done with the last turn, before another one the same way.
void field_tile_reuse() {
#if FS_TILE_TURNS
  if (!field_tile_reads_own()) {
    barrier();
  }
#endif
}

#endif
