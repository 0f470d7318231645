// SPDX-License-Identifier: Apache-2.0
//
// field/montgomery.glsl under its short names.

#include "fieldstone/glsl/field/montgomery.glsl"
#include "fieldstone/glsl/short_names.glsl"
