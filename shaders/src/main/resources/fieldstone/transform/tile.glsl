// SPDX-License-Identifier: Apache-2.0
//
// The tile of a pass: TILE elements in shared memory, those of TILE / 2^log_radix small transforms,
// and what is done with it by loops. A pass has its buffers, its TILE and its map.glsl before.

#ifndef TRANSFORM_TILE_GLSL
#define TRANSFORM_TILE_GLSL

#include "fieldstone/transform/element.glsl"

layout(constant_id = 90) const bool FIELD_CPU_DEVICE = false;

// Of tables of two parts the second one has the upper bits of the index.
const uint WHOLE = 31u;

#define MULTIPLY_FROM(index, window, vectors, factor) \
  { \
    uint parts = (window) < WHOLE ? 2u : 1u; \
    uint mask = (1u << (window)) - 1u; \
    uint step = 0u; \
    [[dont_unroll]] do { \
      TransformMultiplier multiplier; \
      uint place_ = step == 0u ? (index) & mask : mask + 1u + ((index) >> (window)); \
      TRANSFORM_MULTIPLIER_LOAD(place_, vectors, multiplier) \
      factor = transform_mul_by(factor, multiplier); \
      step++; \
    } while (step < parts); \
  }

#ifdef FIELD_LINEAR_HALVES
#define HALVE(factor) factor = field_linear_halved(factor, log_size);
#else
#define HALVE(factor)
#endif

// By what a map says.
#define MULTIPLY(map, index, vectors, factor) \
  if (map_multiplies(map) == MULTIPLIES_HALVES) { \
    HALVE(factor) \
  } else if (map_multiplies(map) != MULTIPLIES_NOTHING) { \
    uint at = index; \
    MULTIPLY_FROM(at, map_window(map), vectors, factor) \
  }

// The small transform and the element of it that place `at` of the tile is, by a map's order.
uvec2 tile_element(uint map, uint at) {
  uint log_transforms = uint(findMSB(TILE)) - log_radix();
  return map_runs_along(map)
      ? uvec2(at >> log_radix(), at & ((1u << log_radix()) - 1u))
      : uvec2(at & ((1u << log_transforms) - 1u), at >> log_transforms);
}

// x, with `bits` zero bits from bit `at` on: for what a thread holds in registers.
uint with_held_bits(uint x, uint at, uint bits) {
  uint low = x & ((1u << at) - 1u);
  return (x ^ low) << bits | low;
}

// The small transform of the tile, and the index within it, of a position: where neighbours in
// memory are of different small transforms, their numbers are the low `shift` bits.
uvec2 of_position(uint position, uint shift) {
  return shift == 0u
      ? uvec2(position >> log_radix(), position & ((1u << log_radix()) - 1u))
      : uvec2(position & ((1u << shift) - 1u), position >> shift);
}

#endif
