// SPDX-License-Identifier: Apache-2.0
//
// totals[k] = the sum of chunk k of a, mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/scan/sum.glsl"
#include "fieldstone/scan/chunk_totals.glsl"
