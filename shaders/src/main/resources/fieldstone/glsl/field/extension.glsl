// SPDX-License-Identifier: Apache-2.0
//
// Elements of the extension field of a kernel's type argument, by one set of names: quadratic or
// quartic, as FIELD_COORDINATE_DEGREE says, which is defined for each module of such a kernel. See
// field/ext2.glsl and field/ext4.glsl for what the functions do, and the sizes of factors.

#ifndef FIELDSTONE_FIELD_EXTENSION_GLSL
#define FIELDSTONE_FIELD_EXTENSION_GLSL

#include "fieldstone/glsl/field/non_residue.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

#if FIELD_COORDINATE_DEGREE != 2 && FIELD_COORDINATE_DEGREE != 4
#error "Extensions are quadratic or quartic."
#endif

#if FIELD_COORDINATE_DEGREE == 4

#include "fieldstone/glsl/field/ext4.glsl"

#define FieldExtension FieldExt4
#define field_extension_of field_ext4_of
#define field_extension_elements field_ext4_elements
#define field_extension_add field_ext4_add
#define field_extension_sub field_ext4_sub
#define field_extension_double field_ext4_double
#define field_extension_neg field_ext4_neg
#define field_extension_mul field_ext4_mul
#define field_extension_sqr field_ext4_sqr
#define field_extension_scale field_ext4_scale
#define field_extension_inverse field_ext4_inverse
#define field_extension_equal field_ext4_equal

#else

#include "fieldstone/glsl/field/ext2.glsl"

#define FieldExtension FieldExt2
#define field_extension_of field_ext2_of
#define field_extension_elements field_ext2_elements
#define field_extension_add field_ext2_add
#define field_extension_sub field_ext2_sub
#define field_extension_double field_ext2_double
#define field_extension_neg field_ext2_neg
#define field_extension_mul field_ext2_mul
#define field_extension_sqr field_ext2_sqr
#define field_extension_scale field_ext2_scale
#define field_extension_inverse field_ext2_inverse
#define field_extension_equal field_ext2_equal

#endif

// Reads an element: all its coefficients. The index counts elements of the extension.
#define FIELD_EXTENSION_LOAD(index, vectors, a) \
  { \
    FieldElement fs_extension_c[FIELD_COORDINATE_DEGREE]; \
    [[unroll]] for (int fs_extension_part = 0; fs_extension_part < FIELD_COORDINATE_DEGREE; \
                    fs_extension_part++) { \
      FIELD_ELEMENT_LOAD( \
          (index) * FIELD_COORDINATE_DEGREE + fs_extension_part, \
          vectors, \
          fs_extension_c[fs_extension_part]) \
    } \
    a = field_extension_of(fs_extension_c); \
  }

// Writes an element.
#define FIELD_EXTENSION_STORE(index, vectors, a) \
  { \
    FieldElement fs_extension_c[FIELD_COORDINATE_DEGREE]; \
    field_extension_elements(a, fs_extension_c); \
    [[unroll]] for (int fs_extension_part = 0; fs_extension_part < FIELD_COORDINATE_DEGREE; \
                    fs_extension_part++) { \
      FIELD_ELEMENT_STORE( \
          (index) * FIELD_COORDINATE_DEGREE + fs_extension_part, \
          vectors, \
          fs_extension_c[fs_extension_part]) \
    } \
  }

#endif
