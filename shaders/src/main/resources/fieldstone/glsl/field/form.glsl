// SPDX-License-Identifier: Apache-2.0
//
// The form of the elements of a dispatch: Montgomery (a is held as a * R mod p) or canonical. It is
// a specialization constant, so that one module serves both forms and neither pays for the other.

#ifndef FIELDSTONE_FIELD_FORM_GLSL
#define FIELDSTONE_FIELD_FORM_GLSL

layout(constant_id = 91) const bool FIELD_MONTGOMERY_FORM = false;

#endif
