// SPDX-License-Identifier: Apache-2.0
//
// field/sub.glsl under its short names.

#include "fieldstone/glsl/field/sub.glsl"
#include "fieldstone/glsl/short_names.glsl"
