// SPDX-License-Identifier: Apache-2.0
//
// Affine points of a buffer, each read or written by one thread: x, then y, all coefficients of
// each; all zero is the point at infinity. The index counts points.

#ifndef FIELDSTONE_CURVE_POINT_ACCESS_GLSL
#define FIELDSTONE_CURVE_POINT_ACCESS_GLSL

#include "fieldstone/glsl/curve/point.glsl"
#include "fieldstone/glsl/field/compare.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

// Element `part` of x and y, one after the other.
FieldElement fs_point_part(
    FieldElement x[FIELD_COORDINATE_DEGREE], FieldElement y[FIELD_COORDINATE_DEGREE], uint part) {
  FieldElement element = x[0];
  [[unroll]] for (uint i = 0u; i < FIELD_COORDINATE_DEGREE; i++) {
    if (part == i) {
      element = x[i];
    } else if (part == FIELD_COORDINATE_DEGREE + i) {
      element = y[i];
    }
  }
  return element;
}

void fs_point_set_part(
    inout FieldElement x[FIELD_COORDINATE_DEGREE],
    inout FieldElement y[FIELD_COORDINATE_DEGREE],
    uint part,
    FieldElement element) {
  [[unroll]] for (uint i = 0u; i < FIELD_COORDINATE_DEGREE; i++) {
    if (part == i) {
      x[i] = element;
    } else if (part == FIELD_COORDINATE_DEGREE + i) {
      y[i] = element;
    }
  }
}

// The factor of which element `part` is made.
FieldFactor fs_point_factor(FieldAffine p, uint part) {
#if FIELD_COORDINATE_DEGREE == 2
  switch (part) {
    case 0u: return p.x.c0;
    case 1u: return p.x.c1;
    case 2u: return p.y.c0;
    default: return p.y.c1;
  }
#else
  return field_factor_select(part == 0u, p.x, p.y);
#endif
}

FieldCoordinate fs_coordinate_of_montgomery(FieldElement c[FIELD_COORDINATE_DEGREE]) {
#if FIELD_COORDINATE_DEGREE == 2
  return FieldExt2(field_factor_of_montgomery(c[0]), field_factor_of_montgomery(c[1]));
#else
  return field_factor_of_montgomery(c[0]);
#endif
}

// The point of elements in the form of the dispatch, below p. Canonical ones are products, which a
// loop has once.
FieldAffine field_point_of_elements(
    FieldElement x[FIELD_COORDINATE_DEGREE], FieldElement y[FIELD_COORDINATE_DEGREE]) {
  bool infinity = true;
  [[unroll]] for (int i = 0; i < FIELD_COORDINATE_DEGREE; i++) {
    infinity = infinity && field_is_zero(x[i]) && field_is_zero(y[i]);
  }
  if (!FIELD_MONTGOMERY_FORM) {
    [[dont_unroll]] for (uint part = 0u; part < 2u * FIELD_COORDINATE_DEGREE; part++) {
      fs_point_set_part(x, y, part, field_to_montgomery(fs_point_part(x, y, part)));
    }
  }
  return FieldAffine(fs_coordinate_of_montgomery(x), fs_coordinate_of_montgomery(y), infinity);
}

// The elements of a point in the form of the dispatch, below p.
void field_point_elements(
    FieldAffine p,
    out FieldElement x[FIELD_COORDINATE_DEGREE],
    out FieldElement y[FIELD_COORDINATE_DEGREE]) {
  [[dont_unroll]] for (uint part = 0u; part < 2u * FIELD_COORDINATE_DEGREE; part++) {
    FieldElement element = field_factor_element(fs_point_factor(p, part));
    fs_point_set_part(x, y, part, fs_limbs_mask(element, p.infinity ? 0u : 1u));
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
