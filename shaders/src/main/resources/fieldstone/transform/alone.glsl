// SPDX-License-Identifier: Apache-2.0
//
// Small transforms of two or four elements, each made by one thread: for CPUs, where threads take
// turns at barriers. It is part of pass.comp.
//
// Elements take turns too, which leaves one product to compile. Mesa's driver goes through both
// branches wherever it does not know which one when the pipeline is made, and through a whole loop
// once more where its condition comes first; neither has an effect then, but takes its time. Nor is
// a divisor known that is 1: an element's place is found from that of its small transform's first.

#ifndef TRANSFORM_ALONE_GLSL
#define TRANSFORM_ALONE_GLSL

const uint ALONE = 4u;

// Where elements wait for their turn: the next one comes first.
struct Turns {
  FieldFactor held[ALONE];
};

// Moves all elements one place towards the first, and `last` behind them.
void take_turn(inout Turns turns, FieldFactor last) {
  [[unroll]] for (uint i = 0u; i < ALONE - 1u; i++) {
    turns.held[i] = turns.held[i + 1u];
  }
  turns.held[ALONE - 1u] = last;
}

void transform_alone() {
  const bool of_four = log_radix() == 2u;
  const uint radix = of_four ? 4u : 2u;
  uint transform = gl_GlobalInvocationID.x;
  [[dont_unroll]] do {
    bool works = transform < transforms;
    uint of = min(transform, transforms - 1u); // those of none read the last one
    MappedElement first_from = map_element(load_map(), of, 0u);
    MappedElement first_to = map_element(store_map(), of, 0u);
    Turns turns;
    uint i = 0u;
    [[dont_unroll]] do {
      MappedElement from =
          further(first_from, map_index(load_map(), i) << map_log_stride(load_map()));
      FieldElement element;
      if (works) {
        FIELD_ELEMENT_LOAD(from.memory, source_vectors, element)
      }
      FieldFactor factor = field_linear_of(element);
      if (may_multiply_before()) {
        MULTIPLY(load_map(), map_multiplier(load_map(), from.location), before_vectors, factor)
      }
      take_turn(turns, factor);
      i++;
    } while (i < radix);
    if (!of_four) {
      turns.held[0] = turns.held[2];
      turns.held[1] = turns.held[3];
    }

    // the first two elements that wait make a sum and a difference, which wait behind the others
    uint turn = 0u;
    [[dont_unroll]] do {
      uint bit = log_radix() - 1u - (turn >> 1);
      if (of_four && (turn & 1u) == 0u) {
        // each layer's pairs are those of every other element of the layer before
        FieldFactor other = turns.held[1];
        turns.held[1] = turns.held[2];
        turns.held[2] = other;
      }
      uint index = root_index(first_from, turn & turn >> 1, bit);
      FieldFactor product = turns.held[1];
      if (layer_multiplies(bit, index)) {
        MULTIPLY_FROM(index, roots_window(), root_vectors, product)
      }
      // limbs have room for two layers
      FieldFactor sum = fs_factor_add_loose(turns.held[0], product);
      FieldFactor difference = fs_factor_sub_loose(turns.held[0], product);
      if (of_four) {
        take_turn(turns, sum);
        take_turn(turns, difference);
      } else {
        turns.held[0] = sum;
        turns.held[1] = difference;
      }
      turn++;
    } while (of_four && turn < 4u);

    i = 0u;
    [[dont_unroll]] do {
      uint k = reversed_bits(i, log_radix());
      MappedElement to =
          further(first_to, map_index(store_map(), k) << map_log_stride(store_map()));
      FieldFactor factor = turns.held[0];
      if (may_multiply_after()) {
        MULTIPLY(store_map(), map_multiplier(store_map(), to.location), after_vectors, factor)
      }
      FieldElement element =
          is_last_pass() ? field_linear_element(factor) : field_linear_words(factor);
      if (works) {
        if (in_place()) {
          FIELD_ELEMENT_STORE(to.memory, source_vectors, element)
        } else {
          FIELD_ELEMENT_STORE(to.memory, target_vectors, element)
        }
      }
      take_turn(turns, factor);
      i++;
    } while (i < radix);
    transform += gl_NumWorkGroups.x * gl_WorkGroupSize.x;
  } while (transform < transforms);
}

#endif
