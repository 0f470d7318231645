// SPDX-License-Identifier: Apache-2.0
//
// The names that kernels were written with before ours had a prefix. The files beside this one give
// them; a kernel that has a struct Vector or Element of its own includes field/, memory/ and
// kernel/.

#ifndef FIELDSTONE_SHORT_NAMES_GLSL
#define FIELDSTONE_SHORT_NAMES_GLSL

#define Element FieldElement
#define Vector FieldVector
#define Run FieldRun
#define ELEMENT_LOAD FIELD_ELEMENT_LOAD
#define ELEMENT_STORE FIELD_ELEMENT_STORE
#define element_of field_element_of
#define montgomery_mul field_montgomery_mul
#define montgomery_sqr field_montgomery_sqr

#endif
