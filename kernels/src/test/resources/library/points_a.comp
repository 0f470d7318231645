// SPDX-License-Identifier: Apache-2.0
//
// Points of curves over prime fields with a = -3.

#version 450
#extension GL_GOOGLE_include_directive : require

#if defined FIELD_COORDINATE_DEGREE && FIELD_COORDINATE_DEGREE > 1
#error "Coordinates are of a prime field."
#endif

#include "fieldstone/glsl/field/factor.glsl"

#define FIELD_POINT_A field_factor_neg(field_factor_scale(field_factor_one(), 3u))

#include "points.glsl"
