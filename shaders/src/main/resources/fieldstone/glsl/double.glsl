// SPDX-License-Identifier: Apache-2.0
//
// field/double.glsl under its short names.

#include "fieldstone/glsl/field/double.glsl"
#include "fieldstone/glsl/short_names.glsl"
