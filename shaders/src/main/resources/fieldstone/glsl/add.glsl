// SPDX-License-Identifier: Apache-2.0
//
// field/add.glsl under its short names.

#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/short_names.glsl"
