// SPDX-License-Identifier: Apache-2.0
//
// Affine points of a buffer, each read or written by one thread: x, then y, all coefficients of
// each; all zero is the point at infinity. The index counts points.

#ifndef FIELDSTONE_CURVE_POINT_ACCESS_GLSL
#define FIELDSTONE_CURVE_POINT_ACCESS_GLSL

#include "fieldstone/glsl/curve/point.glsl"
#include "fieldstone/glsl/field/compare.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

// The point of elements in the form of the dispatch, below p.
FieldAffine field_point_of_elements(
    FieldElement x[FIELD_COORDINATE_DEGREE], FieldElement y[FIELD_COORDINATE_DEGREE]) {
  bool infinity = true;
  [[unroll]] for (int i = 0; i < FIELD_COORDINATE_DEGREE; i++) {
    infinity = infinity && field_is_zero(x[i]) && field_is_zero(y[i]);
  }
  return FieldAffine(field_coordinate_of(x), field_coordinate_of(y), infinity);
}

// The elements of a point in the form of the dispatch, below p.
void field_point_elements(
    FieldAffine p,
    out FieldElement x[FIELD_COORDINATE_DEGREE],
    out FieldElement y[FIELD_COORDINATE_DEGREE]) {
  field_coordinate_elements(p.x, x);
  field_coordinate_elements(p.y, y);
  [[unroll]] for (int i = 0; i < FIELD_COORDINATE_DEGREE; i++) {
    x[i] = fs_limbs_mask(x[i], p.infinity ? 0u : 1u);
    y[i] = fs_limbs_mask(y[i], p.infinity ? 0u : 1u);
  }
}

// Reads a point. A macro, since GLSL passes no buffer to a function.
#define FIELD_POINT_LOAD(index, vectors, point) \
  { \
    FieldElement fs_point_x[FIELD_COORDINATE_DEGREE]; \
    FieldElement fs_point_y[FIELD_COORDINATE_DEGREE]; \
    [[unroll]] for (int fs_point_part = 0; fs_point_part < FIELD_COORDINATE_DEGREE; \
                    fs_point_part++) { \
      uint fs_point_at = (index) * (2u * FIELD_COORDINATE_DEGREE) + fs_point_part; \
      FIELD_ELEMENT_LOAD(fs_point_at, vectors, fs_point_x[fs_point_part]) \
      FIELD_ELEMENT_LOAD( \
          fs_point_at + FIELD_COORDINATE_DEGREE, vectors, fs_point_y[fs_point_part]) \
    } \
    point = field_point_of_elements(fs_point_x, fs_point_y); \
  }

// Writes a point.
#define FIELD_POINT_STORE(index, vectors, point) \
  { \
    FieldElement fs_point_x[FIELD_COORDINATE_DEGREE]; \
    FieldElement fs_point_y[FIELD_COORDINATE_DEGREE]; \
    field_point_elements(point, fs_point_x, fs_point_y); \
    [[unroll]] for (int fs_point_part = 0; fs_point_part < FIELD_COORDINATE_DEGREE; \
                    fs_point_part++) { \
      uint fs_point_at = (index) * (2u * FIELD_COORDINATE_DEGREE) + fs_point_part; \
      FIELD_ELEMENT_STORE(fs_point_at, vectors, fs_point_x[fs_point_part]) \
      FIELD_ELEMENT_STORE( \
          fs_point_at + FIELD_COORDINATE_DEGREE, vectors, fs_point_y[fs_point_part]) \
    } \
  }

#endif
