// SPDX-License-Identifier: Apache-2.0
//
// kernel/binary.glsl under its short names.

#include "fieldstone/glsl/kernel/binary.glsl"
#include "fieldstone/glsl/short_names.glsl"
