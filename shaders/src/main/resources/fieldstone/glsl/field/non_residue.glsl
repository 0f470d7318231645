// SPDX-License-Identifier: Apache-2.0
//
// n of an extension by a root of x^d - n as the runtime gives it, for field/ext2.glsl to
// field/ext5.glsl; included before them. Any int does in the strategies that bound no sizes.

#ifndef FIELDSTONE_FIELD_NON_RESIDUE_GLSL
#define FIELDSTONE_FIELD_NON_RESIDUE_GLSL

layout(constant_id = 93) const int FIELD_NON_RESIDUE = -1;
#define FIELD_EXT2_NON_RESIDUE FIELD_NON_RESIDUE
#define FIELD_EXT3_NON_RESIDUE FIELD_NON_RESIDUE
#define FIELD_EXT4_NON_RESIDUE FIELD_NON_RESIDUE
#define FIELD_EXT5_NON_RESIDUE FIELD_NON_RESIDUE

#endif
