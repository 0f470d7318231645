// SPDX-License-Identifier: Apache-2.0
//
// How a field element lies in a buffer: a run of the widest vectors that divide it, so that a
// thread moves up to 16 bytes at once. Elements are contiguous, in host form.
//
//            1x32    1x64    4x64      6x64
//   FieldVector   uint    uvec2   2 uvec4   3 uvec4

#ifndef FIELDSTONE_MEMORY_VECTORS_GLSL
#define FIELDSTONE_MEMORY_VECTORS_GLSL

#include "fieldstone/glsl/integer/limbs.glsl"

#if FIELDSTONE_WORDS % 4 == 0
#define FieldVector uvec4
#define FIELDSTONE_LANES 4
#elif FIELDSTONE_WORDS % 2 == 0
#define FieldVector uvec2
#define FIELDSTONE_LANES 2
#else
#define FieldVector uint
#define FIELDSTONE_LANES 1
#endif

#define FIELDSTONE_VECTORS (FIELDSTONE_WORDS / FIELDSTONE_LANES)

// As many vectors as one element has: the share of a tile that one thread moves.
struct FieldRun {
  FieldVector part[FIELDSTONE_VECTORS];
};

FieldElement fs_run_unpack(FieldRun run) {
  FieldElement element;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
#if FIELDSTONE_LANES == 1
    element.limb[i] = run.part[i];
#else
    element.limb[i] = run.part[i / FIELDSTONE_LANES][i % FIELDSTONE_LANES];
#endif
  }
  return element;
}

FieldRun fs_run_pack(FieldElement element) {
  FieldRun run;
  [[unroll]] for (int i = 0; i < FIELDSTONE_WORDS; i++) {
#if FIELDSTONE_LANES == 1
    run.part[i] = element.limb[i];
#else
    run.part[i / FIELDSTONE_LANES][i % FIELDSTONE_LANES] = element.limb[i];
#endif
  }
  return run;
}

#endif
