// SPDX-License-Identifier: Apache-2.0
//
// What the coordinates of points are, by one set of names: factors of the prime field, or of its
// quadratic extension where a module defines FIELD_COORDINATE_DEGREE as 2.

#ifndef FIELDSTONE_CURVE_COORDINATE_GLSL
#define FIELDSTONE_CURVE_COORDINATE_GLSL

#ifndef FIELD_COORDINATE_DEGREE
#define FIELD_COORDINATE_DEGREE 1
#endif

#if FIELD_COORDINATE_DEGREE > 2
#error "Coordinates are of a prime field or a quadratic extension."
#endif

#if FIELD_COORDINATE_DEGREE == 2

#include "fieldstone/glsl/field/ext2.glsl"

#define FieldCoordinate FieldExt2
#define field_coordinate_of field_ext2_of
#define field_coordinate_elements field_ext2_elements
#define field_coordinate_zero field_ext2_zero
#define field_coordinate_one field_ext2_one
#define field_coordinate_add field_ext2_add
#define field_coordinate_sub field_ext2_sub
#define fs_coordinate_sub_operand field_ext2_sub
#define field_coordinate_double field_ext2_double
#define field_coordinate_neg field_ext2_neg
#define field_coordinate_mul field_ext2_mul
#define field_coordinate_sqr field_ext2_sqr
#define field_coordinate_mul_sub field_ext2_mul_sub
#define field_coordinate_inverse field_ext2_inverse
#define field_coordinate_is_zero field_ext2_is_zero
#define field_coordinate_equal field_ext2_equal
#define field_coordinate_select field_ext2_select

#else

#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/inverse.glsl"

#define FieldCoordinate FieldFactor
#define field_coordinate_zero field_factor_zero
#define field_coordinate_one field_factor_one
#define field_coordinate_add field_factor_add
#define field_coordinate_sub field_factor_sub
#define fs_coordinate_sub_operand fs_factor_sub_operand
#define field_coordinate_double field_factor_double
#define field_coordinate_neg field_factor_neg
#define field_coordinate_mul field_factor_mul
#define field_coordinate_sqr field_factor_sqr
#define field_coordinate_mul_sub field_factor_mul_sub
#define field_coordinate_is_zero field_factor_is_zero
#define field_coordinate_equal field_factor_equal
#define field_coordinate_select field_factor_select

// The coordinate of elements in the form of the dispatch, below p.
FieldFactor field_coordinate_of(FieldElement c[1]) {
  return field_factor_of(c[0]);
}

// The elements in the form of the dispatch, below p.
void field_coordinate_elements(FieldFactor a, out FieldElement c[1]) {
  c[0] = field_factor_element(a);
}

// a^-1, zero for zero.
FieldFactor field_coordinate_inverse(FieldFactor a) {
  return field_factor_of(field_inverse(field_factor_element(a)));
}

#endif

#endif
