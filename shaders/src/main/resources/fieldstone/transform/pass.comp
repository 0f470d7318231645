// SPDX-License-Identifier: Apache-2.0
//
// A pass of a transform of elements of more than two words: log_radix of its layers, on small
// transforms of 2^log_radix elements each, in shared memory, with what elements are multiplied with
// before and after; see map.glsl for where they are. A workgroup takes as many small transforms at
// a time as its tile has room for. The target is the source if a bit says so.
//
// In a tile an element has index i = 0 ... 2^log_radix - 1 at first, and from the top bit down each
// bit of i turns into a bit of the index of the result, the lowest first. Every layer makes x + w y
// and x - w y of two elements: Cooley, Tukey, "An algorithm for the machine calculation of complex
// Fourier series", Math. Comp. 19(90), 1965; so that a sum is larger than x by the size of a
// product only. Pairs whose indices agree above the layer's bit have the same w = w_n^e:
//
//   reads natural order    polynomials modulo x^2m - w^2 are taken modulo x^m - w and x^m + w;
//                          e is what the location has above the bit, reversed
//   reads reversed order   e is what the location has below the bit
//
// both as a fraction of n / 2. Nothing is multiplied between passes.

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_KHR_shader_subgroup_basic : require
#include "fieldstone/glsl/field/linear.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

// Two elements to each thread: with four in its place fewer threads fit, and they hide less of what
// they wait for; and small groups wait less for each other. On an H100, 2^20 elements of 255 bits
// took 355 us, 391 in groups of 256, and 467 with four to a thread.
const uint TILE = 256u;
const uint THREADS = TILE / 2u;
layout(local_size_x = 128) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint log_size;
  uint any_log_radix;
  uint any_columns;
  uint transforms;
  uint any_load_map;
  uint any_store_map;
  uint any_in_place;
  uint any_roots_window;
  uint first_transform;
};

#include "fieldstone/transform/shape.glsl"
#include "fieldstone/transform/map.glsl"

layout(std430, set = 0, binding = 0) buffer Source { FieldVector source_vectors[]; };
layout(std430, set = 0, binding = 1) writeonly buffer Target { FieldVector target_vectors[]; };
// The powers of w_n below n / 2: in reversed order for passes that read natural order, in natural
// order for those that read reversed order and for tables of two parts.
layout(std430, set = 0, binding = 2) readonly buffer Roots { FieldVector root_vectors[]; };
layout(std430, set = 0, binding = 3) readonly buffer Before { FieldVector before_vectors[]; };
layout(std430, set = 0, binding = 4) readonly buffer After { FieldVector after_vectors[]; };

#include "fieldstone/transform/long_tile.glsl"
#include "fieldstone/transform/tile.glsl"

uint roots_window() {
  return roots_are_one_table() ? WHOLE : any_roots_window;
}

// How many layers of a pass multiply with no root of 1: each of them doubles sizes, up to 8, and
// each of up to five more adds that of a product.
const uint LAYERS_OF_ONES = 3u;

bool may_be_of_ones(uint bit) {
  return bit + LAYERS_OF_ONES >= log_radix();
}

// Whether limbs of B bits are carried after a layer: they have room for what two of those make of
// them, 4 * 2^B, or one and five others, each of which adds half of 2^B.
bool carries(uint bit) {
  return may_be_of_ones(bit) && bit + 1u < log_radix();
}

// Whether the layer of bit `bit` multiplies with root `index`.
bool layer_multiplies(uint bit, uint index) {
  return index != 0u || !may_be_of_ones(bit);
}

// Where w of the layer of bit `bit` is in the roots, for elements of a small transform whose index
// has the bits `above` above it: 0 if it is 1.
uint root_index(MappedElement of, uint above, uint bit) {
  uint bits = log_radix() - 1u - bit;
  uint log_stride = map_log_stride(load_map());
  if (map_reverses_index(load_map())) {
    return (reversed_bits(above, bits) << log_stride | of.inner)
        << (log_size - 1u - log_stride - bits);
  }
  uint index = of.block << bits | above;
  return roots_window() < WHOLE ? reversed_bits(index, log_size - 1u) : index;
}

// What is `distance_` further on.
MappedElement further(MappedElement element, uint distance_) {
  element.memory += distance_ * columns();
  element.location += distance_;
  return element;
}

// Root `index`, or the second one of the two parts that it is the product of.
FieldMultiplier root_at(uint index, bool second) {
  uint mask = (1u << roots_window()) - 1u;
  uint at = second ? mask + 1u + (index >> roots_window()) : index & mask;
  FieldMultiplier root;
  FIELD_MULTIPLIER_LOAD(at, root_vectors, root)
  return root;
}

// What the index of a thread's pair has above the layer's bit.
uint above_pair(uint thread, uint bit, uint shift) {
  return thread >> (bit + shift) & ((1u << (log_radix() - 1u - bit)) - 1u);
}

// Whether no other pass comes after this one.
bool is_last_pass() {
  uint log_stride = map_log_stride(load_map());
  return map_reverses_index(load_map()) ? log_stride + log_radix() == log_size : log_stride == 0u;
}

// Whether each thread of the workgroup has a place in one of as many subgroups as it takes: a
// device may run subgroups of fewer threads than it says.
bool subgroups_are_full() {
  return gl_NumSubgroups * gl_SubgroupSize == THREADS;
}

// A number for each thread, those of a subgroup one after the other where subgroups are full.
uint thread_number() {
  return subgroups_are_full()
      ? gl_SubgroupID * gl_SubgroupSize + gl_SubgroupInvocationID
      : gl_LocalInvocationIndex;
}

// Waits for the threads whose numbers differ in bit `apart`, which wrote what is read next, and in
// twice that, which may still read from the exchange before: in one subgroup, or anywhere.
void wait_for_others(uint apart) {
  if (subgroups_are_full() && apart << 2 <= gl_SubgroupSize) {
    subgroupBarrier();
  } else {
    barrier();
  }
}

// Tiles in registers: each thread has two elements, in variables of their own, since drivers keep
// arrays in memory, and shared memory exchanges one of them after each layer, in two places of each
// thread by turns.
void transform_in_pairs() {
  uint thread = thread_number();
  uint log_transforms = uint(findMSB(TILE)) - log_radix();
  uint shift = map_runs_along(load_map()) ? 0u : log_transforms;
  for (uint first = gl_WorkGroupID.x << log_transforms; first < transforms;
       first += gl_NumWorkGroups.x << log_transforms) {
    // the bit that the two differ in
    uint bit = log_radix() - 1u;
    uint position = with_held_bits(thread, bit + shift, 1u);
    uvec2 place = of_position(position, shift);
    // they differ within a small transform: each thread keeps to its own; those of none read the
    // last one
    uint transform = min(first + place.x, transforms - 1u);
    MappedElement from = map_element(load_map(), transform, map_index(load_map(), place.y));
    MappedElement from_other =
        further(
            from, (map_reverses_index(load_map()) ? 1u : 1u << bit) << map_log_stride(load_map()));
    uint index = root_index(from, 0u, bit);
    FieldMultiplier root = root_at(index, false);
    FieldElement element;
    FIELD_ELEMENT_LOAD(from.memory, source_vectors, element)
    FieldFactor x = field_linear_of(element);
    FIELD_ELEMENT_LOAD(from_other.memory, source_vectors, element)
    FieldFactor y = field_linear_of(element);
    if (map_multiplies(load_map()) != MULTIPLIES_NOTHING) {
      // they take turns in a loop that stays one, which leaves one product to compile
      [[dont_unroll]] for (uint turn = 0u; turn < 2u; turn++) {
        FieldFactor factor = x;
        uint location = turn == 0u ? from.location : from_other.location;
        MULTIPLY(load_map(), map_multiplier(load_map(), location), before_vectors, factor)
        x = y;
        y = factor;
      }
    }

    uint slot = thread;
    [[dont_unroll]] while (true) {
      FieldFactor product;
      if (layer_multiplies(bit, index)) {
        [[dont_unroll]] for (uint factors = 1u; true; factors++) {
          product = fs_factor_mul_raised(y, root);
          if (factors == 2u || roots_window() == WHOLE) {
            break;
          }
          y = fs_factor_lowered(product);
          root = root_at(index, true);
        }
      } else {
        product = fs_factor_raised(y);
      }
      y = fs_factor_sub_raised(x, product);
      x = fs_factor_add_raised(x, product);
      if (carries(bit)) {
        x = fs_factor_carry(x);
        y = fs_factor_carry(y);
      }
      if (bit == 0u) {
        break;
      }
      bit--;
      // The two that differ in the next bit are in two threads: one of each goes to the other.
      uint apart = 1u << (bit + shift);
      bool upper = (thread & apart) != 0u;
      if (upper) {
        tile_put(slot, x);
      } else {
        tile_put(slot, y);
      }
      index = root_index(from, above_pair(thread, bit, shift), bit);
      root = root_at(index, false);
      wait_for_others(apart);
      // two conditions, since drivers make one access and many selections of one
      if (upper) {
        x = tile_get(slot - apart);
      }
      if (!upper) {
        y = tile_get(slot + apart);
      }
      slot ^= THREADS; // what others still read stays
    }

    position = with_held_bits(thread, shift, 1u);
    uint k = reversed_bits(of_position(position, shift).y, log_radix());
    MappedElement to = map_element(store_map(), transform, map_index(store_map(), k));
    uint to_other =
        (map_reverses_index(store_map()) ? 1u : 1u << (log_radix() - 1u))
        << map_log_stride(store_map());
    [[dont_unroll]] for (uint turn = 0u; turn < 2u; turn++) {
      FieldFactor factor = x;
      x = y;
      if (first + place.x < transforms) {
        MULTIPLY(store_map(), map_multiplier(store_map(), to.location), after_vectors, factor)
        element =
            is_last_pass() ? field_linear_element(factor) : field_linear_words(factor);
        if (in_place()) {
          FIELD_ELEMENT_STORE(to.memory, source_vectors, element)
        } else {
          FIELD_ELEMENT_STORE(to.memory, target_vectors, element)
        }
      }
      to = further(to, to_other);
    }
    barrier();
  }
}

#include "fieldstone/transform/alone.glsl"

// Transforms of one element each, which is its own result, whatever it is multiplied with.
void copy_elements() {
  uint threads = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
  for (uint i = gl_GlobalInvocationID.x; i < transforms && !in_place(); i += threads) {
    FieldElement element;
    FIELD_ELEMENT_LOAD(i, source_vectors, element)
    FIELD_ELEMENT_STORE(i, target_vectors, element)
  }
}

void main() {
  if (log_radix() == 0u) {
    copy_elements();
  } else if (FIELD_CPU_DEVICE) {
    transform_alone();
  } else {
    transform_in_pairs();
  }
}
