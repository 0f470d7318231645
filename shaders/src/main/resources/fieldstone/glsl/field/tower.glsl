// SPDX-License-Identifier: Apache-2.0
//
// The numbers of a tower by y^2 - k - m x over x^2 - n, as the runtime gives them, for
// field/ext2x2.glsl; included before it. Where the extension is no tower, k and m are 0.

#ifndef FIELDSTONE_FIELD_TOWER_GLSL
#define FIELDSTONE_FIELD_TOWER_GLSL

#include "fieldstone/glsl/field/non_residue.glsl"

layout(constant_id = 96) const int FIELD_TOWER_K = 0;
layout(constant_id = 97) const int FIELD_TOWER_M = 0;
#define FIELD_EXT2X2_NON_RESIDUE_0 FIELD_TOWER_K
#define FIELD_EXT2X2_NON_RESIDUE_1 FIELD_TOWER_M

#endif
