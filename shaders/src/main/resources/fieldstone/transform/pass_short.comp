// SPDX-License-Identifier: Apache-2.0
//
// A pass of a transform of elements of one or two words: small transforms of 2^log_radix elements
// each, in shared memory, with what elements are multiplied with before and after; see map.glsl for
// where they are. A workgroup makes as many small transforms at a time as its tile has room for.
// The target is the source if a bit says so.
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

const uint TILE = 1024u;

#include "fieldstone/transform/tile.glsl"

// Makes results of the elements of the tile, whose bits are reversed then.
void transform_tile(uint first) {
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

// log2 of how many elements each thread holds of a tile, in registers.
const uint LOG_HELD = 2u;
const uint HELD = 1u << LOG_HELD;

// m of LOG_HELD bits, with these in the opposite order.
uint reversed_held(uint m) {
  return m >> 1 | (m & 1u) << 1;
}

// What is `m` further on among the held ones, which differ in the highest bits of the index.
MappedElement held_of_load(MappedElement from, uint m) {
  uint at = map_reverses_index(load_map) ? reversed_held(m) : m << (log_radix - LOG_HELD);
  uint distance_ = at << map_log_stride(load_map);
  return MappedElement(
      from.memory + distance_ * columns, from.location + distance_, from.block, from.inner);
}

// The same, where they differ in the lowest bits, which are the highest ones of the result's index.
MappedElement held_of_store(MappedElement to, uint m) {
  uint at =
      map_reverses_index(store_map) ? m : reversed_held(m) << (log_radix - LOG_HELD);
  uint distance_ = at << map_log_stride(store_map);
  return MappedElement(
      to.memory + distance_ * columns, to.location + distance_, to.block, to.inner);
}

// Every thread has variables of its own for what it holds: drivers keep arrays in memory.
#define DECLARE_HELD FieldFactor x0, x1, x2, x3;
#define EACH_HELD(DO) DO(0u, x0) DO(1u, x1) DO(2u, x2) DO(3u, x3)
#define MOVE_UP(last) \
  x0 = x1; \
  x1 = x2; \
  x2 = x3; \
  x3 = last;

#define LOAD_HELD(m, x) \
  x = field_factor_zero(); \
  if (works) { \
    FieldElement element; \
    FIELD_ELEMENT_LOAD(held_of_load(from, m).memory, source_vectors, element) \
    x = field_linear_of(element); \
  }
#define PUT_HELD(m, x) tile[position + (m << (bit + shift))] = x;
#define GET_HELD(m, x) x = tile[position + (m << (bit + shift))];

// Tiles by blocks of elements in registers, which shared memory exchanges in between: LOG_HELD
// layers of sums and differences for each exchange.
void transform_in_blocks() {
  uint log_transforms = uint(findMSB(TILE)) - log_radix;
  uint shift = map_runs_along(load_map) ? 0u : log_transforms;
  for (uint first = gl_WorkGroupID.x << log_transforms; first < transforms;
       first += gl_NumWorkGroups.x << log_transforms) {
    DECLARE_HELD
    // the lowest of the bits that the elements differ in
    uint bit = log_radix - LOG_HELD;
    uint position = with_held_bits(gl_LocalInvocationIndex, bit + shift, LOG_HELD);
    uvec2 place = of_position(position, shift);
    uint transform = first + place.x;
    bool works = transform < transforms;
    MappedElement from = map_element(load_map, transform, map_index(load_map, place.y));
    EACH_HELD(LOAD_HELD)
    if (map_multiplies(load_map) != MULTIPLIES_NOTHING) {
      [[unroll]] for (uint m = 0u; m < HELD; m++) {
        FieldFactor factor = x0;
        if (works) {
          uint i = place.y + (m << bit);
          MULTIPLY(
              load_map,
              map_multiplier(load_map, held_of_load(from, m), i),
              before_vectors,
              factor)
        }
        MOVE_UP(factor)
      }
    }

    uint left = log_radix;
    [[dont_unroll]] while (true) {
      uint low = of_position(position, shift).y & ((1u << bit) - 1u);
      [[unroll]] for (uint layer = 0u; layer < 2u; layer++) {
        // pairs of elements that differ in the higher bit, then of those that do in the lower one
        FieldFactor turned = x1;
        x1 = x2;
        x2 = turned;
        if (layer + left > 1u) {
          [[unroll]] for (uint j = 0u; j < 2u; j++) {
            // of the lowest bits, whose roots are known, the first one is one
            bool multiplies = bit > 0u || layer + 1u == j;
            FieldElement root;
            if (multiplies) {
              uint power = layer == 0u ? (2u | j) << bit | low : 1u << bit | low;
              FIELD_ELEMENT_LOAD(power, root_vectors, root)
            }
            FieldFactor sum = field_factor_add(x0, x1);
            FieldFactor difference = field_factor_sub(x0, x1);
            if (multiplies) {
              difference = field_factor_mul(difference, field_linear_of(root));
            }
            if (layer == 1u && j == 0u) {
              sum = field_linear_reduce(sum);
            }
            x0 = x2;
            x1 = x3;
            x2 = sum;
            x3 = difference;
          }
        }
      }
      if (left <= LOG_HELD) {
        break;
      }
      left -= LOG_HELD;
      EACH_HELD(PUT_HELD)
      barrier();
      bit = max(left, LOG_HELD) - LOG_HELD;
      position = with_held_bits(gl_LocalInvocationIndex, bit + shift, LOG_HELD);
      EACH_HELD(GET_HELD)
    }

    place = of_position(position, shift);
    transform = first + place.x;
    works = transform < transforms;
    uint k = reversed_bits(place.y, log_radix);
    MappedElement to = map_element(store_map, transform, map_index(store_map, k));
    [[unroll]] for (uint m = 0u; m < HELD; m++) {
      FieldFactor factor = x0;
      MOVE_UP(factor)
      if (works) {
        MappedElement of = held_of_store(to, m);
        uint i = k + (reversed_held(m) << (log_radix - LOG_HELD));
        MULTIPLY(store_map, map_multiplier(store_map, of, i), after_vectors, factor)
        FieldElement element = field_linear_element(factor);
        if (in_place != 0u) {
          FIELD_ELEMENT_STORE(of.memory, source_vectors, element)
        } else {
          FIELD_ELEMENT_STORE(of.memory, target_vectors, element)
        }
      }
    }
    barrier();
  }
}

void main() {
  if (FIELD_CPU_DEVICE || log_radix < LOG_HELD) {
    transform_in_loops();
  } else {
    transform_in_blocks();
  }
}
