// SPDX-License-Identifier: Apache-2.0
//
// A tile of factors of more than two words in shared memory, four limbs at a time: what takes
// longest there is the number of accesses.

#ifndef TRANSFORM_LONG_TILE_GLSL
#define TRANSFORM_LONG_TILE_GLSL

#include "fieldstone/transform/element.glsl"

#ifdef FIELDSTONE_STRATEGY_COLUMNS
#define TILE_LIMBS FS_COLUMN_LIMBS
#define TileLimb int
#else
#define TILE_LIMBS FIELDSTONE_WORDS
#define TileLimb uint
#endif

#define TILE_VECTORS (TILE_LIMBS / 4)
#define TILE_SINGLES (TILE_LIMBS % 4)

shared uvec4 tile_vectors[TILE_VECTORS * TILE];
#if TILE_SINGLES > 0
shared uint tile_singles[TILE_SINGLES * TILE];
#endif

void tile_put(uint at, TransformFactor factor) {
  [[unroll]] for (int i = 0; i < TILE_VECTORS; i++) {
    tile_vectors[i * TILE + at] =
        uvec4(
            factor.limb[4 * i],
            factor.limb[4 * i + 1],
            factor.limb[4 * i + 2],
            factor.limb[4 * i + 3]);
  }
#if TILE_SINGLES > 0
  [[unroll]] for (int i = 0; i < TILE_SINGLES; i++) {
    tile_singles[i * TILE + at] = uint(factor.limb[4 * TILE_VECTORS + i]);
  }
#endif
}

TransformFactor tile_get(uint at) {
  TransformFactor factor;
  [[unroll]] for (int i = 0; i < TILE_VECTORS; i++) {
    uvec4 limbs = tile_vectors[i * TILE + at];
    [[unroll]] for (int j = 0; j < 4; j++) {
      factor.limb[4 * i + j] = TileLimb(limbs[j]);
    }
  }
#if TILE_SINGLES > 0
  [[unroll]] for (int i = 0; i < TILE_SINGLES; i++) {
    factor.limb[4 * TILE_VECTORS + i] = TileLimb(tile_singles[i * TILE + at]);
  }
#endif
  return factor;
}

#endif
