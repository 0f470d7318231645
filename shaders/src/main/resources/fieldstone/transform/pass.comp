// SPDX-License-Identifier: Apache-2.0
//
// A pass of a transform: small transforms of 2^log_radix elements each, in shared memory, with what
// elements are multiplied with before and after; see glsl/transform/map.glsl for where they are.
// A workgroup makes as many small transforms at a time as its tile has room for. The target is the
// source if a bit says so.
//
// In a tile an element has index i = 0 ... 2^log_radix - 1 at first, and from the top bit down each
// bit of i turns into a bit of the index of the result, the lowest first: decimation in frequency,
// Gentleman, Sande, "Fast Fourier Transforms - for fun and profit", AFIPS 29, 1966.

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "fieldstone/glsl/field/linear.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

layout(local_size_x = 256) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint log_size;
  uint log_radix;
  uint columns;
  uint transforms;
  uint load_map;
  uint store_map;
  uint in_place;
};

#include "fieldstone/glsl/transform/map.glsl"

layout(std430, set = 0, binding = 0) buffer Source { FieldVector source_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Target { FieldVector target_vectors[]; };
// 1, then 1 and w_4, then the powers of w_8 below 4 ...; w_m a root of unity of order m
layout(std430, set = 0, binding = 2) readonly buffer Roots { FieldVector root_vectors[]; };
layout(std430, set = 0, binding = 3) readonly buffer Before { FieldVector before_vectors[]; };
layout(std430, set = 0, binding = 4) readonly buffer After { FieldVector after_vectors[]; };

layout(constant_id = 0) const uint TILE = 256u;

shared FieldFactor tile[TILE];

#define MULTIPLY(map, index, vectors, factor) \
  if (map_multiplies(map) != MULTIPLIES_NOTHING) { \
    uint window = map_window(map); \
    uint mask = (1u << window) - 1u; \
    uint parts = window < 31u ? 2u : 1u; \
    [[dont_unroll]] for (uint step = 0u; step < parts; step++) { \
      FieldElement multiplier; \
      FIELD_ELEMENT_LOAD( \
          step == 0u ? (index) & mask : mask + 1u + ((index) >> window), vectors, multiplier) \
      factor = field_factor_mul(factor, field_linear_of(multiplier)); \
    } \
  }

// The small transform and the element of it that place `at` of the tile is, by a map's order.
uvec2 tile_element(uint map, uint at) {
  uint log_transforms = uint(findMSB(TILE)) - log_radix;
  return map_runs_along(map)
      ? uvec2(at >> log_radix, at & ((1u << log_radix) - 1u))
      : uvec2(at & ((1u << log_transforms) - 1u), at >> log_transforms);
}

// Makes results of the elements of the tile, whose bits are reversed then.
void transform_tile() {
  for (uint bit = log_radix; bit-- > 0u;) {
    barrier();
    for (uint pair = gl_LocalInvocationIndex; pair < TILE / 2u; pair += gl_WorkGroupSize.x) {
      uint low = pair & ((1u << bit) - 1u);
      uint at = (pair ^ low) << 1 | low;
      FieldFactor x = tile[at];
      FieldFactor y = tile[at + (1u << bit)];
      FieldElement root;
      FIELD_ELEMENT_LOAD((1u << bit) + low, root_vectors, root)
      tile[at] = field_linear_reduce(field_factor_add(x, y));
      tile[at + (1u << bit)] = field_factor_mul(field_factor_sub(x, y), field_linear_of(root));
    }
  }
}

void main() {
  uint tile_transforms = TILE >> log_radix;
  for (uint first = gl_WorkGroupID.x * tile_transforms; first < transforms;
       first += gl_NumWorkGroups.x * tile_transforms) {
    for (uint at = gl_LocalInvocationIndex; at < TILE; at += gl_WorkGroupSize.x) {
      uvec2 place = tile_element(load_map, at);
      FieldFactor factor = field_factor_zero();
      uint i = map_index(load_map, place.y);
      if (first + place.x < transforms) {
        MappedElement from = map_element(load_map, first + place.x, place.y);
        FieldElement element;
        FIELD_ELEMENT_LOAD(from.memory, source_vectors, element)
        factor = field_linear_of(element);
        MULTIPLY(load_map, map_multiplier(load_map, from, i), before_vectors, factor)
      }
      tile[place.x << log_radix | i] = factor;
    }
    transform_tile();
    barrier();
    for (uint at = gl_LocalInvocationIndex; at < TILE; at += gl_WorkGroupSize.x) {
      uvec2 place = tile_element(store_map, at);
      if (first + place.x < transforms) {
        uint i = map_index(store_map, place.y);
        FieldFactor factor = tile[place.x << log_radix | reversed_bits(i, log_radix)];
        MappedElement to = map_element(store_map, first + place.x, place.y);
        MULTIPLY(store_map, map_multiplier(store_map, to, i), after_vectors, factor)
        FieldElement element = field_linear_element(factor);
        if (in_place != 0u) {
          FIELD_ELEMENT_STORE(to.memory, source_vectors, element)
        } else {
          FIELD_ELEMENT_STORE(to.memory, target_vectors, element)
        }
      }
    }
    barrier();
  }
}
