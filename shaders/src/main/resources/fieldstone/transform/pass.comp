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
layout(constant_id = 90) const bool FIELD_CPU_DEVICE = false;

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

// Tiles by loops over shared memory: few products to compile, and any size of a tile.
void transform_in_loops() {
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

// What each thread holds of a tile, in registers: elements whose indices differ in two bits.
const uint HELD = 4u;

// x, with two zero bits from bit `at` on.
uint with_two_bits(uint x, uint at) {
  uint low = x & ((1u << at) - 1u);
  return (x ^ low) << 2 | low;
}

// The small transform of the tile, and the index within it, of a position: where neighbours in
// memory are of different small transforms, their numbers are the low `shift` bits.
uvec2 of_position(uint position, uint shift) {
  return shift == 0u
      ? uvec2(position >> log_radix, position & ((1u << log_radix) - 1u))
      : uvec2(position & ((1u << shift) - 1u), position >> shift);
}

FieldFactor root_of(uint place) {
  FieldElement root;
  FIELD_ELEMENT_LOAD(place, root_vectors, root)
  return field_linear_of(root);
}

// Tiles by blocks of four elements in registers, which shared memory exchanges in between: two
// layers of sums and differences for each exchange.
void transform_in_blocks() {
  uint log_transforms = uint(findMSB(TILE)) - log_radix;
  uint shift = map_runs_along(load_map) || log_radix < 2u ? 0u : log_transforms;
  uint tile_transforms = 1u << log_transforms;
  // where a tile is smaller than the threads could hold, some have nothing to do but wait
  bool works = gl_LocalInvocationIndex < TILE / HELD;
  for (uint first = gl_WorkGroupID.x * tile_transforms; first < transforms;
       first += gl_NumWorkGroups.x * tile_transforms) {
    FieldFactor x[HELD];
    // the lower one of the two bits
    uint bit = max(log_radix, 2u) - 2u;
    uint position = with_two_bits(gl_LocalInvocationIndex, bit + shift);

    [[unroll]] for (uint m = 0u; m < HELD; m++) {
      uvec2 place = of_position(position + (m << (bit + shift)), shift);
      x[m] = field_factor_zero();
      if (works && first + place.x < transforms) {
        MappedElement from =
            map_element(load_map, first + place.x, map_index(load_map, place.y));
        FieldElement element;
        FIELD_ELEMENT_LOAD(from.memory, source_vectors, element)
        x[m] = field_linear_of(element);
      }
    }
    if (map_multiplies(load_map) != MULTIPLIES_NOTHING) {
      // elements take turns, so that there is one product to compile
      [[dont_unroll]] for (uint m = 0u; m < HELD; m++) {
        uvec2 place = of_position(position + (m << (bit + shift)), shift);
        FieldFactor factor = x[0];
        if (works && first + place.x < transforms) {
          MappedElement from =
              map_element(load_map, first + place.x, map_index(load_map, place.y));
          MULTIPLY(load_map, map_multiplier(load_map, from, place.y), before_vectors, factor)
        }
        x[0] = x[1];
        x[1] = x[2];
        x[2] = x[3];
        x[3] = factor;
      }
    }

    uint left = log_radix;
    [[dont_unroll]] while (left > 0u) {
      if (left < log_radix) {
        if (works) {
          [[unroll]] for (uint m = 0u; m < HELD; m++) {
            tile[position + (m << (bit + shift))] = x[m];
          }
        }
        barrier();
        bit = max(left, 2u) - 2u;
        position = with_two_bits(gl_LocalInvocationIndex, bit + shift);
        [[unroll]] for (uint m = 0u; m < HELD; m++) {
          x[m] = tile[works ? position + (m << (bit + shift)) : m];
        }
      }
      uint low = of_position(position, shift).y & ((1u << bit) - 1u);
      if (left > 1u) {
        FieldFactor a = field_factor_sub(x[0], x[2]);
        FieldFactor b = field_factor_sub(x[1], x[3]);
        x[0] = field_factor_add(x[0], x[2]);
        x[1] = field_factor_add(x[1], x[3]);
        x[2] = a;
        if (bit > 0u) {
          x[2] = field_factor_mul(a, root_of((2u << bit) + low));
        }
        x[3] = field_factor_mul(b, root_of((3u << bit) + low));
      }
      FieldFactor a = field_factor_sub(x[0], x[1]);
      FieldFactor b = field_factor_sub(x[2], x[3]);
      x[0] = field_linear_reduce(field_factor_add(x[0], x[1]));
      x[2] = field_factor_add(x[2], x[3]);
      x[1] = a;
      x[3] = b;
      if (bit > 0u) {
        FieldFactor root = root_of((1u << bit) + low);
        x[1] = field_factor_mul(a, root);
        x[3] = field_factor_mul(b, root);
      }
      left = max(left, 2u) - 2u;
    }

    [[dont_unroll]] for (uint m = 0u; m < HELD; m++) {
      uvec2 place = of_position(position + (m << (bit + shift)), shift);
      FieldFactor factor = x[0];
      x[0] = x[1];
      x[1] = x[2];
      x[2] = x[3];
      if (works && first + place.x < transforms) {
        uint k = reversed_bits(place.y, log_radix);
        MappedElement to = map_element(store_map, first + place.x, map_index(store_map, k));
        MULTIPLY(store_map, map_multiplier(store_map, to, k), after_vectors, factor)
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

void main() {
  if (FIELD_CPU_DEVICE) {
    transform_in_loops();
  } else {
    transform_in_blocks();
  }
}
