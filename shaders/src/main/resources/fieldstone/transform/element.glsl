// SPDX-License-Identifier: Apache-2.0
//
// What a transform is of, by one set of names: the elements of a prime field, or those of a
// quadratic extension of one of one word, whose two coefficients lie in memory as one vector. See
// field/linear.glsl for factors of elements, and why nothing is multiplied to make them.
//
//   TransformVector                       what a buffer has an array of
//   TransformElement e;                   an element as it is in memory
//   TRANSFORM_LOAD(index, vectors, e)
//   TransformFactor x = transform_factor(e);
//   x = transform_mul(x, y);
//   TRANSFORM_STORE(index, vectors, transform_element(x))
//   TransformMultiplier m;                what a table has an array of
//   TRANSFORM_MULTIPLIER_LOAD(index, vectors, m)
//   x = transform_mul_by(x, m);
//   TRANSFORM_MULTIPLIER_STORE(index, vectors, transform_multiplier(y))

#ifndef TRANSFORM_ELEMENT_GLSL
#define TRANSFORM_ELEMENT_GLSL

#include "fieldstone/glsl/field/linear.glsl"
#include "fieldstone/glsl/field/multiplier.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

#ifdef FIELD_COORDINATE_DEGREE

#if FIELD_COORDINATE_DEGREE != 2 || FIELDSTONE_WORDS != 1
#error "Transforms are over prime fields, or quadratic extensions of those of one word."
#endif

#include "fieldstone/glsl/field/non_residue.glsl"
#include "fieldstone/glsl/field/ext2.glsl"

#define TransformVector uvec2
#define TransformElement uvec2
#define TransformFactor FieldExt2

#define TRANSFORM_LOAD(index, vectors, element) element = vectors[index];
#define TRANSFORM_STORE(index, vectors, element) vectors[index] = element;

#define TransformMultiplier TransformElement
#define TRANSFORM_MULTIPLIER_LOAD TRANSFORM_LOAD
#define TRANSFORM_MULTIPLIER_STORE TRANSFORM_STORE
#define transform_multiplier transform_element
#define transform_mul_by(x, multiplier) transform_mul(x, transform_factor(multiplier))

#define transform_zero field_ext2_zero
#define transform_add field_ext2_add
#define transform_sub field_ext2_sub
#define transform_mul field_ext2_mul

TransformFactor transform_factor(TransformElement a) {
  return FieldExt2(field_linear_of(fs_limbs_of(a.x)), field_linear_of(fs_limbs_of(a.y)));
}

TransformFactor transform_factor_of_montgomery(TransformElement a) {
  return FieldExt2(
      field_factor_of_montgomery(fs_limbs_of(a.x)), field_factor_of_montgomery(fs_limbs_of(a.y)));
}

TransformFactor transform_reduce(TransformFactor a) {
  return FieldExt2(field_linear_reduce(a.c0), field_linear_reduce(a.c1));
}

TransformElement transform_element(TransformFactor a) {
  return uvec2(field_linear_element(a.c0).limb[0], field_linear_element(a.c1).limb[0]);
}

#else

#define TransformVector FieldVector
#define TransformElement FieldElement
#define TransformFactor FieldFactor

#define TRANSFORM_LOAD(index, vectors, element) FIELD_ELEMENT_LOAD(index, vectors, element)
#define TRANSFORM_STORE(index, vectors, element) FIELD_ELEMENT_STORE(index, vectors, element)

#define TransformMultiplier FieldMultiplier
#define TRANSFORM_MULTIPLIER_LOAD FIELD_MULTIPLIER_LOAD
#define TRANSFORM_MULTIPLIER_STORE FIELD_MULTIPLIER_STORE
#define transform_multiplier field_multiplier_of
#define transform_mul_by field_factor_mul_by

#define transform_zero field_factor_zero
#define transform_add field_factor_add
#define transform_sub field_factor_sub
#define transform_mul field_factor_mul
#define transform_factor field_linear_of
#define transform_factor_of_montgomery field_factor_of_montgomery
#define transform_reduce field_linear_reduce
#define transform_element field_linear_element

#endif

#endif
