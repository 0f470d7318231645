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
    [[dont_unroll]] for (uint step = 0u; step < parts; step++) { \
      TransformMultiplier multiplier; \
      uint place_ = step == 0u ? (index) & mask : mask + 1u + ((index) >> (window)); \
      TRANSFORM_MULTIPLIER_LOAD(place_, vectors, multiplier) \
      factor = transform_mul_by(factor, multiplier); \
    } \
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

// Makes results of the elements of the tile, whose bits are reversed then. The pass has it.
void transform_tile(uint first);

// Tiles by loops over shared memory: few products to compile, and any size of a tile.
void transform_in_loops() {
  uint tile_transforms = TILE >> log_radix();
  for (uint first = gl_WorkGroupID.x * tile_transforms; first < transforms;
       first += gl_NumWorkGroups.x * tile_transforms) {
    for (uint at = gl_LocalInvocationIndex; at < TILE; at += gl_WorkGroupSize.x) {
      uvec2 place = tile_element(load_map(), at);
      TransformFactor factor = transform_zero();
      uint i = map_index(load_map(), place.y);
      if (first + place.x < transforms) {
        MappedElement from = map_element(load_map(), first + place.x, place.y);
        TransformElement element;
        TRANSFORM_LOAD(from.memory, source_vectors, element)
        factor = transform_factor(element);
        MULTIPLY(load_map(), map_multiplier(load_map(), from, i), before_vectors, factor)
      }
      tile_put(place.x << log_radix() | i, factor);
    }
    transform_tile(first);
    barrier();
    for (uint at = gl_LocalInvocationIndex; at < TILE; at += gl_WorkGroupSize.x) {
      uvec2 place = tile_element(store_map(), at);
      if (first + place.x < transforms) {
        uint i = map_index(store_map(), place.y);
        TransformFactor factor =
            tile_get(place.x << log_radix() | reversed_bits(i, log_radix()));
        MappedElement to = map_element(store_map(), first + place.x, place.y);
        MULTIPLY(store_map(), map_multiplier(store_map(), to, i), after_vectors, factor)
        TransformElement element = transform_element(factor);
        if (in_place()) {
          TRANSFORM_STORE(to.memory, source_vectors, element)
        } else {
          TRANSFORM_STORE(to.memory, target_vectors, element)
        }
      }
    }
    barrier();
  }
}

#endif
