// SPDX-License-Identifier: Apache-2.0
//
// kernel/unary.glsl under its short names.

#include "fieldstone/glsl/kernel/unary.glsl"
#include "fieldstone/glsl/short_names.glsl"
