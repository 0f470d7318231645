// SPDX-License-Identifier: Apache-2.0
//
// field/mul.glsl under its short names.

#include "fieldstone/glsl/field/mul.glsl"
#include "fieldstone/glsl/short_names.glsl"
