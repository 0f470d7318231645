// SPDX-License-Identifier: Apache-2.0
//
// memory/element_access.glsl under its short names.

#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/short_names.glsl"
