// SPDX-License-Identifier: Apache-2.0
//
// The shared memory of a workgroup: room for one element of each of its threads, 256 unless
// FIELDSTONE_TILE_ELEMENTS is defined. Fewer leave barriers less to wait for, which pays where
// threads compute for long.

#ifndef FIELDSTONE_MEMORY_SLOTS_GLSL
#define FIELDSTONE_MEMORY_SLOTS_GLSL

#include "fieldstone/glsl/memory/vectors.glsl"

#ifndef FIELDSTONE_TILE_ELEMENTS
#define FIELDSTONE_TILE_ELEMENTS 256
#endif

const uint FIELD_TILE_ELEMENTS = FIELDSTONE_TILE_ELEMENTS;

shared FieldVector fs_tile_slots[FIELD_TILE_ELEMENTS * FIELDSTONE_VECTORS];

// Where vector `i` of the elements lies in shared memory. A bank row is 128 bytes, eight slots of
// 16; eight threads that each read a part of their own element are FIELDSTONE_VECTORS slots apart,
// and would meet in the same banks where that is even. Exchanging slots within a row, differently
// in each row, spreads them over all banks again, and leaves a striped access in one row.
uint fs_tile_slot(uint i) {
  const uint power_of_two_part = FIELDSTONE_VECTORS & -FIELDSTONE_VECTORS;
  return i ^ ((i >> 3) & (power_of_two_part - 1u));
}

// Leaves an element where others can take it after the next barrier.
void fs_slots_put(uint thread, FieldElement element) {
  FieldRun run = fs_run_pack(element);
  [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
    fs_tile_slots[fs_tile_slot(thread * FIELDSTONE_VECTORS + part)] = run.part[part];
  }
}

FieldElement fs_slots_get(uint thread) {
  FieldRun run;
  [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
    run.part[part] = fs_tile_slots[fs_tile_slot(thread * FIELDSTONE_VECTORS + part)];
  }
  return fs_run_unpack(run);
}

#endif
