// SPDX-License-Identifier: Apache-2.0
//
// Single elements of a buffer, each read or written by one thread. Neighbouring threads should
// access neighbouring elements, or the same thread the following ones soon: see memory/tile.glsl.

#ifndef FIELDSTONE_MEMORY_ELEMENT_ACCESS_GLSL
#define FIELDSTONE_MEMORY_ELEMENT_ACCESS_GLSL

#include "fieldstone/glsl/memory/vectors.glsl"

// Reads an element. A macro, since GLSL passes no buffer to a function.
#define FIELD_ELEMENT_LOAD(index, vectors, element) \
  { \
    FieldRun fs_element_run; \
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) { \
      fs_element_run.part[part] = vectors[(index) * FIELDSTONE_VECTORS + part]; \
    } \
    element = fs_run_unpack(fs_element_run); \
  }

// Writes an element.
#define FIELD_ELEMENT_STORE(index, vectors, element) \
  { \
    FieldRun fs_element_run = fs_run_pack(element); \
    [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) { \
      vectors[(index) * FIELDSTONE_VECTORS + part] = fs_element_run.part[part]; \
    } \
  }

#endif
