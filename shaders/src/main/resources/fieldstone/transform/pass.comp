// SPDX-License-Identifier: Apache-2.0
//
// A pass of a transform: small transforms of 2^log_radix elements each, in shared memory, with what
// elements are multiplied with before and after; see map.glsl for where they are.
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

#include "fieldstone/transform/map.glsl"

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

// log2 of how many elements each thread holds of a tile, in registers. Long ones are few, and the
// more threads there are, the better they hide what each waits for.
#ifndef LOG_HELD
#if FIELDSTONE_WORDS > 2
#define LOG_HELD 2
#else
#define LOG_HELD 4
#endif
#endif
const uint HELD = 1u << LOG_HELD;

// Products of long elements take turns in a loop that stays one, which keeps registers few and the
// code short.
#ifndef PRODUCTS
#if FIELDSTONE_WORDS > 2
#define PRODUCTS [[dont_unroll]]
#else
#define PRODUCTS [[unroll]]
#endif
#endif

// x, with LOG_HELD zero bits from bit `at` on.
uint with_held_bits(uint x, uint at) {
  uint low = x & ((1u << at) - 1u);
  return (x ^ low) << LOG_HELD | low;
}

// The small transform of the tile, and the index within it, of a position: where neighbours in
// memory are of different small transforms, their numbers are the low `shift` bits.
uvec2 of_position(uint position, uint shift) {
  return shift == 0u
      ? uvec2(position >> log_radix, position & ((1u << log_radix) - 1u))
      : uvec2(position & ((1u << shift) - 1u), position >> shift);
}

// Slot s of what a thread holds, with the bits of s turned left by one.
#define TURNED_LEFT(s) (((s) << 1 | (s) >> (LOG_HELD - 1)) & (HELD - 1u))

// What a thread holds: a layer takes slots 2j and 2j + 1 for neighbours, and turns the bits of
// slots, so that the next layer finds its own neighbours there.
FieldFactor held[HELD];

void turn_held() {
  FieldFactor turned[HELD];
  [[unroll]] for (uint s = 0u; s < HELD; s++) {
    turned[TURNED_LEFT(s)] = held[s];
  }
  held = turned;
}

// Takes the first two slots, and lets the others move up.
void move_held_by_two(FieldFactor a, FieldFactor b) {
  [[unroll]] for (uint s = 0u; s + 2u < HELD; s++) {
    held[s] = held[s + 2u];
  }
  held[HELD - 2u] = a;
  held[HELD - 1u] = b;
}

void move_held_by_one(FieldFactor a) {
  [[unroll]] for (uint s = 0u; s + 1u < HELD; s++) {
    held[s] = held[s + 1u];
  }
  held[HELD - 1u] = a;
}

// Layer `layer` of a block whose lowest bit of the index is `bit`; low has the bits below.
void block_layer(uint layer, uint bit, uint low) {
  uint above = LOG_HELD - 1u - layer;
  PRODUCTS for (uint j = 0u; j < HELD / 2u; j++) {
    uint power = (j >> layer) << bit | low;
    // of the lowest bits, whose roots are known, the first is one
    bool multiplies = bit > 0u || j >> layer > 0u;
    FieldElement root;
    if (multiplies) {
      FIELD_ELEMENT_LOAD((1u << (above + bit)) + power, root_vectors, root)
    }
    FieldFactor sum = field_factor_add(held[0], held[1]);
    FieldFactor difference = field_factor_sub(held[0], held[1]);
    if (multiplies) {
      difference = field_factor_mul(difference, field_linear_of(root));
    }
    // sizes: sums of sums of LOG_HELD layers are reduced in the last one
    if (above == 0u && (j & 1u) == 0u) {
      sum = field_linear_reduce(sum);
    }
    move_held_by_two(sum, difference);
  }
}

// Tiles by blocks of elements in registers, which shared memory exchanges in between: LOG_HELD
// layers of sums and differences for each exchange.
void transform_in_blocks() {
  uint log_transforms = uint(findMSB(TILE)) - log_radix;
  uint shift = map_runs_along(load_map) || log_radix < LOG_HELD ? 0u : log_transforms;
  uint tile_transforms = 1u << log_transforms;
  // where a tile is smaller than the threads could hold, some have nothing to do but wait
  bool works = gl_LocalInvocationIndex < TILE / HELD;
  for (uint first = gl_WorkGroupID.x * tile_transforms; first < transforms;
       first += gl_NumWorkGroups.x * tile_transforms) {
    // the lowest of the bits that the elements differ in
    uint bit = max(log_radix, LOG_HELD) - LOG_HELD;
    uint position = with_held_bits(gl_LocalInvocationIndex, bit + shift);

    [[unroll]] for (uint m = 0u; m < HELD; m++) {
      uvec2 place = of_position(position + (m << (bit + shift)), shift);
      held[m] = field_factor_zero();
      if (works && first + place.x < transforms) {
        MappedElement from =
            map_element(load_map, first + place.x, map_index(load_map, place.y));
        FieldElement element;
        FIELD_ELEMENT_LOAD(from.memory, source_vectors, element)
        held[m] = field_linear_of(element);
      }
    }
    if (map_multiplies(load_map) != MULTIPLIES_NOTHING) {
      PRODUCTS for (uint m = 0u; m < HELD; m++) {
        uvec2 place = of_position(position + (m << (bit + shift)), shift);
        FieldFactor factor = held[0];
        if (works && first + place.x < transforms) {
          MappedElement from =
              map_element(load_map, first + place.x, map_index(load_map, place.y));
          MULTIPLY(load_map, map_multiplier(load_map, from, place.y), before_vectors, factor)
        }
        move_held_by_one(factor);
      }
    }

    uint left = log_radix;
    [[dont_unroll]] while (left > 0u) {
      if (left < log_radix) {
        if (works) {
          [[unroll]] for (uint m = 0u; m < HELD; m++) {
            tile[position + (m << (bit + shift))] = held[m];
          }
        }
        barrier();
        bit = max(left, LOG_HELD) - LOG_HELD;
        position = with_held_bits(gl_LocalInvocationIndex, bit + shift);
        [[unroll]] for (uint m = 0u; m < HELD; m++) {
          held[m] = tile[works ? position + (m << (bit + shift)) : m];
        }
      }
      uint low = of_position(position, shift).y & ((1u << bit) - 1u);
      [[dont_unroll]] for (uint layer = 0u; layer < LOG_HELD; layer++) {
        turn_held();
        if (layer + left >= LOG_HELD) {
          block_layer(layer, bit, low);
        }
      }
      left = max(left, LOG_HELD) - LOG_HELD;
    }

    PRODUCTS for (uint m = 0u; m < HELD; m++) {
      uvec2 place = of_position(position + (m << (bit + shift)), shift);
      FieldFactor factor = held[0];
      move_held_by_one(factor);
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
