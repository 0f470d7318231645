// SPDX-License-Identifier: Apache-2.0
//
// out[i] = carries[k] times the product of chunk k of a up to element i, mod p

#version 450
#extension GL_GOOGLE_include_directive : require
#define SCAN_WRITES_ALL
#include "fieldstone/scan/product.glsl"
#include "fieldstone/scan/chunk_prefixes.glsl"
