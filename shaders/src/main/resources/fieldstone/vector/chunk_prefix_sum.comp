// SPDX-License-Identifier: Apache-2.0
//
// out[i] = carries[k] plus the sum of chunk k of a up to element i, mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/scan/sum.glsl"
#include "fieldstone/scan/chunk_prefixes.glsl"
