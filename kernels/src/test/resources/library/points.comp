// SPDX-License-Identifier: Apache-2.0
//
// Points of curves over prime fields with a = 0.

#version 450
#extension GL_GOOGLE_include_directive : require
#define FIELD_POINT_A_IS_ZERO
#include "points.glsl"
