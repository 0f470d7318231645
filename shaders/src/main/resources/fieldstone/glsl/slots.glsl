// SPDX-License-Identifier: Apache-2.0
//
// The shared memory of a workgroup: room for one element of each of its threads, 256 unless
// FIELDSTONE_TILE_ELEMENTS is defined. Fewer leave barriers less to wait for, which pays where threads
// compute for long.

#ifndef FIELDSTONE_SLOTS_GLSL
#define FIELDSTONE_SLOTS_GLSL

#include "vectors.glsl"

#ifndef FIELDSTONE_TILE_ELEMENTS
#define FIELDSTONE_TILE_ELEMENTS 256
#endif

const uint TILE_ELEMENTS = FIELDSTONE_TILE_ELEMENTS;

shared Vector tile_slots[TILE_ELEMENTS * FIELDSTONE_VECTORS];

// Where vector `i` of the elements lies in shared memory. A bank row is 128 bytes, eight slots of
// 16; eight threads that each read a part of their own element are FIELDSTONE_VECTORS slots apart,
// and would meet in the same banks where that is even. Exchanging slots within a row, differently in
// each row, spreads them over all banks again, and leaves a striped access in one row.
uint tile_slot(uint i) {
  const uint power_of_two_part = FIELDSTONE_VECTORS & -FIELDSTONE_VECTORS;
  return i ^ ((i >> 3) & (power_of_two_part - 1u));
}

// Leaves an element where others can take it after the next barrier.
void slots_put(uint thread, Element element) {
  Run run = run_pack(element);
  [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
    tile_slots[tile_slot(thread * FIELDSTONE_VECTORS + part)] = run.part[part];
  }
}

Element slots_get(uint thread) {
  Run run;
  [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
    run.part[part] = tile_slots[tile_slot(thread * FIELDSTONE_VECTORS + part)];
  }
  return run_unpack(run);
}

#endif
