// SPDX-License-Identifier: Apache-2.0
//
// Elements of the extension field of a kernel's type argument, by one set of names: quadratic or
// quartic, as FIELD_COORDINATE_DEGREE says, which is defined for each module of such a kernel. A
// quartic one is by x^4 - n or a tower of two quadratic ones, as the runtime's numbers say. See
// field/ext2.glsl, field/ext4.glsl and field/ext2x2.glsl for what the functions do, and the sizes
// of factors.

#ifndef FIELDSTONE_FIELD_EXTENSION_GLSL
#define FIELDSTONE_FIELD_EXTENSION_GLSL

#include "fieldstone/glsl/field/non_residue.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

#if FIELD_COORDINATE_DEGREE != 2 && FIELD_COORDINATE_DEGREE != 4
#error "Extensions are quadratic or quartic."
#endif

#if FIELD_COORDINATE_DEGREE == 4

#include "fieldstone/glsl/field/tower.glsl"
#include "fieldstone/glsl/field/ext2x2.glsl"
#include "fieldstone/glsl/field/ext4.glsl"

// The coefficients in the order of memory: a type of its own, since only what is the same for each
// coefficient is the same for both.
struct FieldExtension {
  FieldFactor c[4];
};

// Drivers know which it is when they make the pipeline, and drop the other.
const bool FS_EXTENSION_IS_TOWER = FIELD_TOWER_M != 0;

FieldExt2x2 fs_extension_tower(FieldExtension a) {
  return FieldExt2x2(FieldExt2(a.c[0], a.c[1]), FieldExt2(a.c[2], a.c[3]));
}

FieldExtension fs_extension_of_tower(FieldExt2x2 a) {
  return FieldExtension(FieldFactor[4](a.c0.c0, a.c0.c1, a.c1.c0, a.c1.c1));
}

FieldExtension field_extension_of(FieldElement c[4]) {
  return FieldExtension(field_ext4_of(c).c);
}

void field_extension_elements(FieldExtension a, out FieldElement c[4]) {
  field_ext4_elements(FieldExt4(a.c), c);
}

FieldExtension field_extension_add(FieldExtension a, FieldExtension b) {
  return FieldExtension(field_ext4_add(FieldExt4(a.c), FieldExt4(b.c)).c);
}

FieldExtension field_extension_sub(FieldExtension a, FieldExtension b) {
  return FieldExtension(field_ext4_sub(FieldExt4(a.c), FieldExt4(b.c)).c);
}

FieldExtension field_extension_double(FieldExtension a) {
  return FieldExtension(field_ext4_double(FieldExt4(a.c)).c);
}

FieldExtension field_extension_neg(FieldExtension a) {
  return FieldExtension(field_ext4_neg(FieldExt4(a.c)).c);
}

FieldExtension field_extension_mul(FieldExtension a, FieldExtension b) {
  if (FS_EXTENSION_IS_TOWER) {
    return fs_extension_of_tower(
        field_ext2x2_mul(fs_extension_tower(a), fs_extension_tower(b)));
  }
  return FieldExtension(field_ext4_mul(FieldExt4(a.c), FieldExt4(b.c)).c);
}

FieldExtension field_extension_sqr(FieldExtension a) {
  if (FS_EXTENSION_IS_TOWER) {
    return fs_extension_of_tower(field_ext2x2_sqr(fs_extension_tower(a)));
  }
  return FieldExtension(field_ext4_sqr(FieldExt4(a.c)).c);
}

FieldExtension field_extension_scale(FieldExtension a, FieldFactor b) {
  return FieldExtension(field_ext4_scale(FieldExt4(a.c), b).c);
}

FieldExtension field_extension_inverse(FieldExtension a) {
  if (FS_EXTENSION_IS_TOWER) {
    return fs_extension_of_tower(field_ext2x2_inverse(fs_extension_tower(a)));
  }
  return FieldExtension(field_ext4_inverse(FieldExt4(a.c)).c);
}

bool field_extension_equal(FieldExtension a, FieldExtension b) {
  return field_ext4_equal(FieldExt4(a.c), FieldExt4(b.c));
}

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
