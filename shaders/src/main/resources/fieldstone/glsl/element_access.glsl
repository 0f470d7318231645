// SPDX-License-Identifier: Apache-2.0
//
// Single elements of a buffer, each read or written by one thread. Neighbouring threads should access
// neighbouring elements, or the same thread the following ones soon: see tile.glsl.

#ifndef FIELDSTONE_ELEMENT_ACCESS_GLSL
#define FIELDSTONE_ELEMENT_ACCESS_GLSL

#include "vectors.glsl"

// Reads an element. A macro, since GLSL passes no buffer to a function.
#define ELEMENT_LOAD(index, vectors, element) \
  { \
    Run element_run; \
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) { \
      element_run.part[part] = vectors[(index) * FIELDSTONE_VECTORS + part]; \
    } \
    element = run_unpack(element_run); \
  }

// Writes an element.
#define ELEMENT_STORE(index, vectors, element) \
  { \
    Run element_run = run_pack(element); \
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) { \
      vectors[(index) * FIELDSTONE_VECTORS + part] = element_run.part[part]; \
    } \
  }

#endif
