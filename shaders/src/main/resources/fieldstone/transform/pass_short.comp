// SPDX-License-Identifier: Apache-2.0
//
// A pass of a transform of elements of one or two words, those of element.glsl: small transforms of
// 2^log_radix elements each, in shared memory, with what elements are multiplied with before and
// after; see map.glsl for where they are. A workgroup makes as many small transforms at a time as
// its tile has room for. The target is the source if a bit says so.
//
// In a tile an element has index i = 0 ... 2^log_radix - 1 at first, and from the top bit down each
// bit of i turns into a bit of the index of the result, the lowest first: decimation in frequency,
// Gentleman, Sande, "Fast Fourier Transforms - for fun and profit", AFIPS 29, 1966.

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "fieldstone/transform/loose.glsl"

// log2 of how many elements each thread has in registers. With four of 31 bits instead, an H100
// took 43 us in place of 38 for 2^20 of them, with sixteen 22 in place of 18 for 2^16.
const uint LOG_HELD = 3u;
const uint HELD = 1u << LOG_HELD;

// A tile of 16 KiB of elements of two words, which every device has, or less: where there are few
// elements, more and smaller groups find more of a GPU idle.
layout(local_size_x = 256, local_size_x_id = 1) in;
const uint TILE = gl_WorkGroupSize.x * HELD;

layout(push_constant) uniform PushConstants {
  uint count;
  uint log_size;
  uint any_log_radix;
  uint any_columns;
  uint transforms;
  uint any_load_map;
  uint any_store_map;
  uint any_in_place;
  uint log_roots;
  uint first_transform;
};

#include "fieldstone/transform/shape.glsl"
#include "fieldstone/transform/map.glsl"

layout(std430, set = 0, binding = 0) buffer Source { TransformVector source_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Target { TransformVector target_vectors[]; };
// 1, then 1 and w_4, then the powers of w_8 below 4 ...; w_m a root of unity of order m; in all
// 2^log_roots. Then, for each m from HELD on, power k j of w_m at 2^log_roots + m + k m / HELD + j,
// for k below HELD and j below m / HELD: what neighbouring threads read at a time lies together.
layout(std430, set = 0, binding = 2) readonly buffer Roots { TransformVector root_vectors[]; };
// Tables of two parts have a third one, at twice the length of the first: the first without what
// all elements are multiplied with.
layout(std430, set = 0, binding = 3) readonly buffer Before { TransformVector before_vectors[]; };
layout(std430, set = 0, binding = 4) readonly buffer After { TransformVector after_vectors[]; };

shared TransformFactor tile[TILE];

void tile_put(uint at, TransformFactor factor) {
  tile[at] = factor;
}

TransformFactor tile_get(uint at) {
  return tile[at];
}

#include "fieldstone/transform/loops.glsl"

// Makes results of the elements of the tile, whose bits are reversed then.
void transform_tile(uint first) {
  for (uint bit = log_radix(); bit-- > 0u;) {
    barrier();
    for (uint pair = gl_LocalInvocationIndex; pair < TILE / 2u; pair += gl_WorkGroupSize.x) {
      uint low = pair & ((1u << bit) - 1u);
      uint at = (pair ^ low) << 1 | low;
      TransformFactor x = tile[at];
      TransformFactor y = tile[at + (1u << bit)];
      TransformElement root;
      TRANSFORM_LOAD((1u << bit) + low, root_vectors, root)
      tile[at] = transform_reduce(transform_add(x, y));
      tile[at + (1u << bit)] = transform_mul(transform_sub(x, y), transform_factor(root));
    }
  }
}

// m of LOG_HELD bits, with these in the opposite order.
uint reversed_held(uint m) {
  return bitfieldReverse(m) >> (32u - LOG_HELD);
}

// Where a position of the tile is in shared memory, so that what neighbouring threads access lies
// in different banks; of the bits of two positions that have none in common, the exclusive or.
uint slot_of(uint position) {
  return position ^ (position >> 4 & 31u) ^ position >> 9;
}

// Position `at` of the tile with the bits of its index in the opposite order; of the bits of two
// positions that have none in common, the exclusive or.
uint natural_of(uint at) {
  uint low = at & ((1u << log_radix()) - 1u);
  return at ^ low | reversed_bits(low, log_radix());
}

// Two elements, and their sum and difference in their place; loose ones where a product or
// transform_tight follows.
void butterfly(inout TransformFactor x, inout TransformFactor y, bool loose_x, bool loose_y) {
  TransformFactor sum = loose_x ? transform_add_loose(x, y) : transform_add_tight(x, y);
  y = loose_y ? transform_sub_loose(x, y) : transform_sub(x, y);
  x = sum;
}

// The last `layers` layers of the transform of what a thread has, loose.
void transform_held(inout TransformFactor x[HELD], uint layers) {
  [[unroll]] for (uint layer = 0u; layer < LOG_HELD; layer++) {
    if (layer + layers >= LOG_HELD) {
      const uint half_ = HELD >> (layer + 1u);
      [[unroll]] for (uint pair = 0u; pair < HELD / 2u; pair++) {
        const uint low = pair & (half_ - 1u);
        const uint at = (pair ^ low) << 1 | low;
        const bool last = layer == LOG_HELD - 1u;
        butterfly(x[at], x[at + half_], last, last || low > 0u);
        if (low > 0u) {
          TransformElement root;
          TRANSFORM_LOAD(half_ + low, root_vectors, root)
          x[at + half_] = transform_mul(transform_factor(root), x[at + half_]);
        }
      }
    }
  }
}

// Elements of which element j in natural order is multiplied with a power whose exponent is
// first + j * step: by the power of the first one, and that of the step again and again.
#define MULTIPLY_HELD(map, first, step, order, vectors, x) \
  { \
    uint window = map_window(map); \
    TransformFactor power; \
    { \
      TransformElement element; \
      TRANSFORM_LOAD((first) & ((1u << window) - 1u), vectors, element) \
      power = transform_factor(element); \
    } \
    if (map_multiplies(map) == MULTIPLIES_CONSTANT) { \
      [[unroll]] for (uint m = 0u; m < HELD; m++) { \
        x[m] = transform_mul(power, x[m]); \
      } \
    } else { \
      TransformElement element; \
      TRANSFORM_LOAD((1u << window) + ((first) >> window), vectors, element) \
      power = transform_mul(power, transform_factor(element)); \
      TRANSFORM_LOAD((2u << window) + ((step) & ((1u << window) - 1u)), vectors, element) \
      TransformFactor ratio = transform_factor(element); \
      TRANSFORM_LOAD((1u << window) + ((step) >> window), vectors, element) \
      ratio = transform_mul(ratio, transform_factor(element)); \
      [[unroll]] for (uint j = 0u; j < HELD; j++) { \
        const uint m = order(j); \
        x[m] = transform_mul(power, x[m]); \
        if (j + 1u < HELD) { \
          power = transform_mul(power, ratio); \
        } \
      } \
    } \
  }

#define IN_ORDER(j) (j)

// The exponent of what the first element that a thread has is multiplied with, and how much that of
// each following one is more. `i` is the index of the first one in natural order.
uvec2 exponents(uint map, MappedElement element, uint i) {
  uint log_stride = map_log_stride(map);
  switch (map_multiplies(map)) {
    case MULTIPLIES_PRODUCT:
      return uvec2(i * element.inner, element.inner << (log_radix() - LOG_HELD));
    case MULTIPLIES_LOCATION:
      return uvec2(element.location, 1u << (log_radix() - LOG_HELD + log_stride));
    case MULTIPLIES_REVERSED:
      return uvec2(
          reversed_bits(element.location, log_size), 1u << (log_size - LOG_HELD - log_stride));
    default:
      return uvec2(0u);
  }
}

// The next block of layers, after the first `done` of them, if there are more: each element takes a
// power of a root, and goes to the thread that has it from then on.
void next_block(inout TransformFactor x[HELD], inout uint position, uint shift, uint done) {
  if (done >= log_radix()) {
    return;
  }
  uint left = log_radix() - done;
  uint inner = of_position(position, shift).y & ((1u << left) - 1u);
  uint roots = (1u << log_roots) + (HELD << left) + inner;
  x[0] = transform_tight(x[0]);
  [[unroll]] for (uint m = 1u; m < HELD; m++) {
    TransformElement root;
    TRANSFORM_LOAD(roots + (reversed_held(m) << left), root_vectors, root)
    x[m] = transform_mul(transform_factor(root), x[m]);
  }
  uint slot = slot_of(position);
  [[unroll]] for (uint m = 0u; m < HELD; m++) {
    tile[slot ^ slot_of(m << (left + shift))] = x[m];
  }
  barrier();
  uint bit = max(left, LOG_HELD) - LOG_HELD + shift;
  position = with_held_bits(gl_LocalInvocationIndex, bit, LOG_HELD);
  slot = slot_of(position);
  [[unroll]] for (uint m = 0u; m < HELD; m++) {
    x[m] = tile[slot ^ slot_of(m << bit)];
  }
  transform_held(x, left);
}

// Tiles by blocks of elements in registers, which shared memory exchanges in between: LOG_HELD
// layers for each exchange.
void transform_in_blocks() {
  uint log_transforms = uint(findMSB(TILE)) - log_radix();
  uint shift = map_runs_along(load_map()) ? 0u : log_transforms;
  for (uint first = gl_WorkGroupID.x << log_transforms; first < transforms;
       first += gl_NumWorkGroups.x << log_transforms) {
    TransformFactor x[HELD];
    // the lowest of the bits that the elements of a thread differ in
    uint bit = log_radix() - LOG_HELD;
    uint position = with_held_bits(gl_LocalInvocationIndex, bit + shift, LOG_HELD);
    uvec2 place = of_position(position, shift);
    uint transform = min(first + place.x, transforms - 1u);
    MappedElement from = map_element(load_map(), transform, map_index(load_map(), place.y));
    if (map_runs_along(load_map()) && map_reverses_index(load_map())) {
      // a thread's elements lie together: others read them, so that neighbours read neighbours
      uint end = transforms - first << log_radix();
      uint slot = slot_of(natural_of(gl_LocalInvocationIndex));
      [[unroll]] for (uint m = 0u; m < HELD; m++) {
        uint at = min(gl_LocalInvocationIndex + m * gl_WorkGroupSize.x, end - 1u);
        TransformElement element;
        TRANSFORM_LOAD((first << log_radix()) + at, source_vectors, element)
        tile[slot ^ slot_of(natural_of(m * gl_WorkGroupSize.x))] = transform_factor(element);
      }
      barrier();
      slot = slot_of(position);
      [[unroll]] for (uint m = 0u; m < HELD; m++) {
        x[m] = tile[slot ^ slot_of(m << bit)];
      }
    } else {
      uint distance_ =
          columns() * (map_reverses_index(load_map()) ? 1u : 1u << bit)
          << map_log_stride(load_map());
      [[unroll]] for (uint m = 0u; m < HELD; m++) {
        uint at = map_reverses_index(load_map()) ? reversed_held(m) : m;
        TransformElement element;
        TRANSFORM_LOAD(from.memory + at * distance_, source_vectors, element)
        x[m] = transform_factor(element);
      }
    }
    if (map_multiplies(load_map()) != MULTIPLIES_NOTHING) {
      uvec2 exponent = exponents(load_map(), from, place.y);
      MULTIPLY_HELD(load_map(), exponent.x, exponent.y, IN_ORDER, before_vectors, x)
    }

    transform_held(x, log_radix());
#if defined FIELD_COORDINATE_DEGREE && !defined FIELDSTONE_STRATEGY_WIDE
    [[dont_unroll]] for (uint done = LOG_HELD; done < log_radix(); done += LOG_HELD) {
      next_block(x, position, shift, done);
    }
#else
    // spelled out, so that a driver knows where each element goes: NVIDIA's left a loop as it was;
    // but where products have much code, all of it is more than the multiprocessors have room for
    next_block(x, position, shift, LOG_HELD);
    next_block(x, position, shift, 2u * LOG_HELD);
    next_block(x, position, shift, 3u * LOG_HELD);
#endif
    place = of_position(position, shift);

    transform = first + place.x;
    bool works = transform < transforms;
    uint k = reversed_bits(place.y, log_radix());
    MappedElement to = map_element(store_map(), transform, map_index(store_map(), k));
    if (map_multiplies(store_map()) == MULTIPLIES_NOTHING) {
      [[unroll]] for (uint m = 0u; m < HELD; m++) {
        x[m] = transform_tight(x[m]);
      }
    } else if (works) {
      uvec2 exponent = exponents(store_map(), to, k);
      MULTIPLY_HELD(store_map(), exponent.x, exponent.y, reversed_held, after_vectors, x)
    }
    if (map_runs_along(load_map()) || map_runs_along(store_map())) {
      // a thread's elements lie together, or far from those of its neighbours
      uint slot = slot_of(position);
      [[unroll]] for (uint m = 0u; m < HELD; m++) {
        tile[slot ^ slot_of(m << shift)] = x[m];
      }
      barrier();
      if (shift == 0u && map_runs_along(store_map()) && !map_reverses_number(store_map())) {
        // the tile lies in memory as one
        uint end = transforms - first << log_radix();
        bool stays = map_reverses_index(store_map());
        uint slot = slot_of(
            stays ? gl_LocalInvocationIndex : natural_of(gl_LocalInvocationIndex));
        [[unroll]] for (uint m = 0u; m < HELD; m++) {
          uint step = m * gl_WorkGroupSize.x;
          uint at = gl_LocalInvocationIndex + step;
          if (at < end) {
            TransformElement element =
                transform_element(tile[slot ^ slot_of(stays ? step : natural_of(step))]);
            if (in_place()) {
              TRANSFORM_STORE((first << log_radix()) + at, source_vectors, element)
            } else {
              TRANSFORM_STORE((first << log_radix()) + at, target_vectors, element)
            }
          }
        }
        barrier();
        continue;
      }
      [[dont_unroll]] for (uint at = gl_LocalInvocationIndex; at < TILE; at += gl_WorkGroupSize.x) {
        uvec2 of = tile_element(store_map(), at);
        if (first + of.x < transforms) {
          uint index = reversed_bits(map_index(store_map(), of.y), log_radix());
          uint slot = slot_of(shift == 0u ? of.x << log_radix() | index : index << shift | of.x);
          TransformElement element = transform_element(tile[slot]);
          uint memory = map_element(store_map(), first + of.x, of.y).memory;
          if (in_place()) {
            TRANSFORM_STORE(memory, source_vectors, element)
          } else {
            TRANSFORM_STORE(memory, target_vectors, element)
          }
        }
      }
    } else if (works) {
      uint distance_ =
          columns() * (map_reverses_index(store_map()) ? 1u : 1u << (log_radix() - LOG_HELD))
          << map_log_stride(store_map());
      [[unroll]] for (uint m = 0u; m < HELD; m++) {
        uint at = map_reverses_index(store_map()) ? m : reversed_held(m);
        TransformElement element = transform_element(x[m]);
        if (in_place()) {
          TRANSFORM_STORE(to.memory + at * distance_, source_vectors, element)
        } else {
          TRANSFORM_STORE(to.memory + at * distance_, target_vectors, element)
        }
      }
    }
    barrier();
  }
}

void main() {
  if (FIELD_CPU_DEVICE || log_radix() < LOG_HELD) {
    transform_in_loops();
  } else {
    transform_in_blocks();
  }
}
