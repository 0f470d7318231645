// SPDX-License-Identifier: Apache-2.0
//
// Points of curves over quadratic extensions with a = 0.

#version 450
#extension GL_GOOGLE_include_directive : require

layout(constant_id = 0) const int NON_RESIDUE = -1;
#define FIELD_EXT2_NON_RESIDUE NON_RESIDUE
#define FIELD_COORDINATE_DEGREE 2

#define FIELD_POINT_A_IS_ZERO
#include "points.glsl"
