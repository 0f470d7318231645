// SPDX-License-Identifier: Apache-2.0
//
// totals[k] = the sum of the chunks of a before chunk k that the same workgroup has, and groups[w]
// the sum of all that workgroup w has, mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#define SCAN_CONSTANTS uint first_workgroup;
#include "fieldstone/scan/sum.glsl"
#include "fieldstone/scan/chunk_totals.glsl"
