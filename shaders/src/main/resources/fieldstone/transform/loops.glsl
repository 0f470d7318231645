// SPDX-License-Identifier: Apache-2.0
//
// Tiles by loops over shared memory: few products to compile, and any size of a tile. For CPUs, and
// for the smallest transforms.

#ifndef TRANSFORM_LOOPS_GLSL
#define TRANSFORM_LOOPS_GLSL

#include "fieldstone/transform/tile.glsl"

// Makes results of the elements of the tile, whose bits are reversed then. The pass has it.
void transform_tile(uint first);

// Every workgroup has a tile. The loop over them ends by what is at its end: Mesa's CPU driver goes
// through all of a loop once more, and keeps nothing of it, where its condition comes first.
void transform_in_loops() {
  uint tile_transforms = TILE >> log_radix();
  uint first = gl_WorkGroupID.x * tile_transforms;
  [[dont_unroll]] do {
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
    first += gl_NumWorkGroups.x * tile_transforms;
  } while (first < transforms);
}

#endif
