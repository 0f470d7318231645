// SPDX-License-Identifier: Apache-2.0
//
// What the tiles of a scan in one pass tell each other while it runs: nothing yet, what a tile's
// own elements amount to, or what everything up to its end does.
//
// An element is told in words of 30 bits, each with the kind of what it is a part of in its upper
// two. So a reader knows by the words themselves whether he has all of an element, and they may be
// seen in any order: relaxed atomics do, which every device has.
//
//   word i   | kind: 2 bits | bits 30 i to 30 i + 29 of the element |
//
// Words i of all tiles lie side by side. There are more of them than an element has, so that two
// vectors of one element for each tile hold them. A module that includes this has the buffers
// States of uint states_words[] and MoreStates of uint more_words[], all 0 at first, and those of
// the next scan, next_words[] and more_next_words[].

#ifndef FIELDSTONE_SCAN_TILE_STATES_GLSL
#define FIELDSTONE_SCAN_TILE_STATES_GLSL

#include "fieldstone/glsl/integer/limbs.glsl"

#define STATE_UNKNOWN 0u
#define STATE_TOTAL 1u
#define STATE_PREFIX 2u

#define STATE_BITS 30
#define STATE_MASK ((1u << STATE_BITS) - 1u)
#define STATE_WORDS ((32 * FIELDSTONE_WORDS + STATE_BITS - 1) / STATE_BITS)

struct TileState {
  uint word[STATE_WORDS];
};

// The bits of a word, as they are where its lowest one is number `bit`.
uint state_bits(uint word, int bit) {
  if (bit >= 32 || bit <= -32) {
    return 0u;
  }
  return bit >= 0 ? word << bit : word >> -bit;
}

TileState state_of(FieldElement element, uint kind) {
  TileState state;
  [[unroll]] for (int i = 0; i < STATE_WORDS; i++) {
    uint word = 0u;
    [[unroll]] for (int j = 0; j < FIELDSTONE_WORDS; j++) {
      word |= state_bits(element.limb[j], 32 * j - STATE_BITS * i);
    }
    state.word[i] = (word & STATE_MASK) | (kind << STATE_BITS);
  }
  return state;
}

FieldElement state_element(TileState state) {
  FieldElement element;
  [[unroll]] for (int j = 0; j < FIELDSTONE_WORDS; j++) {
    element.limb[j] = 0u;
    [[unroll]] for (int i = 0; i < STATE_WORDS; i++) {
      element.limb[j] |= state_bits(state.word[i] & STATE_MASK, STATE_BITS * i - 32 * j);
    }
  }
  return element;
}

// The kind that all words are of; STATE_UNKNOWN while they differ.
uint state_kind(TileState state) {
  uint all = state.word[0];
  uint any = state.word[0];
  [[unroll]] for (int i = 1; i < STATE_WORDS; i++) {
    all &= state.word[i];
    any |= state.word[i];
  }
  return all >> STATE_BITS == any >> STATE_BITS ? all >> STATE_BITS : STATE_UNKNOWN;
}

#define STATE_WORD_LOAD(word) atomicLoad(word, gl_ScopeDevice, 0, gl_SemanticsRelaxed)

#define STATE_LOAD(tile, state) \
  [[unroll]] for (int i = 0; i < STATE_WORDS; i++) { \
    if (i < FIELDSTONE_WORDS) { \
      state.word[i] = STATE_WORD_LOAD(states_words[(tile) + i * gl_NumWorkGroups.x]); \
    } else { \
      state.word[i] = STATE_WORD_LOAD( \
          more_words[(tile) + (i - FIELDSTONE_WORDS) * gl_NumWorkGroups.x]); \
    } \
  }

#define STATE_WORD_STORE(at, word) atomicStore(at, word, gl_ScopeDevice, 0, gl_SemanticsRelaxed)

#define STATE_STORE(tile, state) \
  [[unroll]] for (int i = 0; i < STATE_WORDS; i++) { \
    if (i < FIELDSTONE_WORDS) { \
      STATE_WORD_STORE(states_words[(tile) + i * gl_NumWorkGroups.x], state.word[i]); \
    } else { \
      STATE_WORD_STORE( \
          more_words[(tile) + (i - FIELDSTONE_WORDS) * gl_NumWorkGroups.x], state.word[i]); \
    } \
  }

// One thread clears each word that the next scan tells of a tile.
#define STATE_CLEAR(tile, thread) \
  if (thread < FIELDSTONE_WORDS) { \
    next_words[(tile) + thread * gl_NumWorkGroups.x] = 0u; \
  } else if (thread < STATE_WORDS) { \
    more_next_words[(tile) + (thread - FIELDSTONE_WORDS) * gl_NumWorkGroups.x] = 0u; \
  }

#endif
