// SPDX-License-Identifier: Apache-2.0
//
// A scan that reads each element once: out[i] = what carry and a[0] to a[i] amount to, or a[0] to
// a[i - 1]. Workgroup w has tile w of 32 KB or somewhat less; those beyond the end have nothing to
// do. out may be a. Each clears what the workgroup of its number is told in the next scan.
//
//   tile        0          1          2          3
//   own         total      total      total      total      told as soon as it is known
//   look back   carry  <-  prefix <-  total  <-  total      up to a tile that has told its prefix
//
// Merrill, Garland: Single-pass Parallel Prefix Scan with Decoupled Look-back, NVIDIA NVR-2016-002.
// Vulkan does not promise that a workgroup which waits lets others run. So none waits for ever: who
// has looked in vain for a while adds up the other's tile himself.
//
// A module that includes this defines FieldElement scan_add(a, b), which commutes, and
// scan_neutral().

#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/scan/tile_states.glsl"

#define SCAN_THREADS 128u

// Up to 256 bytes to a thread; of short elements half of it, since they are more.
#if FIELDSTONE_WORDS <= 2
#define OWN_ELEMENTS (32 / FIELDSTONE_WORDS)
#elif FIELDSTONE_WORDS <= 4
#define OWN_ELEMENTS 16
#elif FIELDSTONE_WORDS <= 8
#define OWN_ELEMENTS 8
#elif FIELDSTONE_WORDS <= 16
#define OWN_ELEMENTS 4
#else
#define OWN_ELEMENTS 2
#endif
#define TILE_ELEMENTS (SCAN_THREADS * OWN_ELEMENTS)

// Elements of a thread that pass through shared memory at once, which is to be below 16 KB.
#if FIELDSTONE_WORDS <= 2
#define PIECE_ELEMENTS (16 / FIELDSTONE_WORDS)
#elif FIELDSTONE_WORDS <= 12
#define PIECE_ELEMENTS 2
#else
#define PIECE_ELEMENTS 1
#endif
#define PIECES (OWN_ELEMENTS / PIECE_ELEMENTS)
#define PIECE_VECTORS (PIECE_ELEMENTS * FIELDSTONE_VECTORS)
#define OWN_VECTORS (OWN_ELEMENTS * FIELDSTONE_VECTORS)

// One more, so that what threads read of their own lies in different banks.
#define SLOT_VECTORS (PIECE_VECTORS + 1)

// How often a workgroup looks before it does another one's work.
layout(constant_id = 0) const uint PATIENCE = 256u;

layout(local_size_x = SCAN_THREADS) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint first_workgroup;
  uint exclusive;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Carry { FieldVector carry_vectors[]; };
layout(std430, set = 0, binding = 2) coherent buffer States { uint states_words[]; };
layout(std430, set = 0, binding = 3) coherent buffer MoreStates { uint more_words[]; };
layout(std430, set = 0, binding = 4) writeonly buffer NextStates { uint next_words[]; };
layout(std430, set = 0, binding = 5) writeonly buffer MoreNextStates { uint more_next_words[]; };
layout(std430, set = 0, binding = 6) writeonly buffer Out { FieldVector out_vectors[]; };
layout(std430, set = 0, binding = 7) writeonly buffer Total { FieldVector total_vectors[]; };

shared FieldVector piece_slots[SCAN_THREADS * SLOT_VECTORS];
shared uint nearest_prefix;
shared uint nearest_unknown;

// The number in the tile of a vector of a piece, and where it passes through.
uint striped_vector(uint piece, uint part) {
  uint moved = part * SCAN_THREADS + gl_LocalInvocationIndex;
  return moved / PIECE_VECTORS * OWN_VECTORS + piece * PIECE_VECTORS + moved % PIECE_VECTORS;
}

uint striped_slot(uint part) {
  uint moved = part * SCAN_THREADS + gl_LocalInvocationIndex;
  return moved / PIECE_VECTORS * SLOT_VECTORS + moved % PIECE_VECTORS;
}

FieldElement slot_element(uint thread, uint element) {
  FieldRun run;
  [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
    run.part[part] = piece_slots[thread * SLOT_VECTORS + element * FIELDSTONE_VECTORS + part];
  }
  return fs_run_unpack(run);
}

void slot_element_set(uint thread, uint element, FieldElement value) {
  FieldRun run = fs_run_pack(value);
  [[unroll]] for (int part = 0; part < FIELDSTONE_VECTORS; part++) {
    piece_slots[thread * SLOT_VECTORS + element * FIELDSTONE_VECTORS + part] = run.part[part];
  }
}

// What all threads' values amount to; before it comes a barrier.
FieldElement reduce(FieldElement value) {
  uint thread = gl_LocalInvocationIndex;
  slot_element_set(thread, 0u, value);
  barrier();
  [[dont_unroll]] for (uint rest = SCAN_THREADS / 2u; rest > 0u; rest /= 2u) {
    if (thread < rest) {
      value = scan_add(value, slot_element(thread + rest, 0u));
      slot_element_set(thread, 0u, value);
    }
    barrier();
  }
  return slot_element(0u, 0u);
}

// The thread's share of a tile whose own workgroup does not come to it, of the first one with the
// carry.
FieldElement share_of_tile(uint tile) {
  uint thread = gl_LocalInvocationIndex;
  FieldElement share = scan_neutral();
  if (tile == 0u && thread == 0u) {
    FIELD_ELEMENT_LOAD(0u, carry_vectors, share)
  }
  uint end = min(count, (tile + 1u) * TILE_ELEMENTS);
  [[dont_unroll]] for (uint i = tile * TILE_ELEMENTS + thread; i < end; i += SCAN_THREADS) {
    FieldElement a;
    FIELD_ELEMENT_LOAD(i, a_vectors, a)
    share = scan_add(share, a);
  }
  // If what was read is the output already, then the owner's prefix is seen after this.
  memoryBarrierBuffer();
  return share;
}

// What comes before a tile, the same for all threads, each of which looks at a tile at a time.
FieldElement look_back(uint tile) {
  uint thread = gl_LocalInvocationIndex;
  FieldElement before = scan_neutral();
  uint left = tile; // tiles that are not in `before` yet
  uint looks = 0u; // that were in vain
  bool known = false;
  [[dont_unroll]] while (!known) {
    if (thread == 0u) {
      nearest_prefix = SCAN_THREADS;
      nearest_unknown = min(left, SCAN_THREADS);
    }
    bool impatient = looks > PATIENCE;
    FieldElement value = scan_neutral();
    if (impatient) {
      value = share_of_tile(left - 1u);
    }
    barrier();
    if (thread < left) {
      TileState state;
      STATE_LOAD(left - 1u - thread, state)
      uint kind = state_kind(state);
      if (kind == STATE_UNKNOWN) {
        atomicMin(nearest_unknown, thread);
      } else if (kind == STATE_PREFIX) {
        atomicMin(nearest_prefix, thread);
      }
      if (!impatient) {
        value = state_element(state);
      }
    }
    barrier();
    known = nearest_prefix < nearest_unknown;
    uint usable = known ? nearest_prefix + 1u : nearest_unknown;
    if (!impatient) {
      looks = usable > 0u ? 0u : looks + 1u;
      if (thread >= usable) {
        value = scan_neutral();
      }
    } else {
      // What was told meanwhile counts, not what was read: it may be the output.
      looks = 0u;
      usable = usable > 0u ? 0u : 1u;
      known = usable == left;
    }
    if (usable > 0u) {
      before = scan_add(before, reduce(value));
      left -= usable;
    }
    barrier();
  }
  return before;
}

void main() {
  uint thread = gl_LocalInvocationIndex;
  uint tile = first_workgroup + gl_WorkGroupID.x;
  uint first_vector = tile * TILE_ELEMENTS * FIELDSTONE_VECTORS;
  uint vectors = count * FIELDSTONE_VECTORS;
  STATE_CLEAR(tile, thread)
  if (first_vector >= vectors) {
    return;
  }

  FieldElement own[OWN_ELEMENTS];
  FieldElement sum = scan_neutral();
  [[unroll]] for (uint piece = 0u; piece < PIECES; piece++) {
    FieldVector run[PIECE_VECTORS];
    [[unroll]] for (uint part = 0u; part < PIECE_VECTORS; part++) {
      run[part] = a_vectors[min(first_vector + striped_vector(piece, part), vectors - 1u)];
    }
    barrier();
    [[unroll]] for (uint part = 0u; part < PIECE_VECTORS; part++) {
      piece_slots[striped_slot(part)] = run[part];
    }
    barrier();
    [[unroll]] for (uint j = 0u; j < PIECE_ELEMENTS; j++) {
      uint element = piece * PIECE_ELEMENTS + j;
      own[element] = slot_element(thread, j);
      if (tile * TILE_ELEMENTS + thread * OWN_ELEMENTS + element >= count) {
        own[element] = scan_neutral();
      }
      sum = scan_add(sum, own[element]);
    }
  }

  // Prefixes of the threads' sums: Hillis, Steele.
  barrier();
  slot_element_set(thread, 0u, sum);
  barrier();
  [[dont_unroll]] for (uint distance = 1u; distance < SCAN_THREADS; distance *= 2u) {
    FieldElement other = scan_neutral();
    if (thread >= distance) {
      other = slot_element(thread - distance, 0u);
    }
    barrier();
    sum = scan_add(sum, other);
    slot_element_set(thread, 0u, sum);
    barrier();
  }
  FieldElement value = scan_neutral();
  if (thread > 0u) {
    value = slot_element(thread - 1u, 0u);
  }
  FieldElement total = slot_element(SCAN_THREADS - 1u, 0u);

  if (tile > 0u && thread == 0u) {
    TileState state = state_of(total, STATE_TOTAL);
    STATE_STORE(tile, state)
  }
  FieldElement before;
  if (tile == 0u) {
    FIELD_ELEMENT_LOAD(0u, carry_vectors, before)
  } else {
    barrier();
    before = look_back(tile);
  }
  if (thread == 0u) {
    FieldElement prefix = scan_add(before, total);
    TileState state = state_of(prefix, STATE_PREFIX);
    STATE_STORE(tile, state)
    // Who sees output in place of the tile's elements sees this too.
    memoryBarrierBuffer();
    if ((tile + 1u) * TILE_ELEMENTS >= count) {
      FIELD_ELEMENT_STORE(0u, total_vectors, prefix)
    }
  }
  value = scan_add(value, before);

  [[unroll]] for (uint piece = 0u; piece < PIECES; piece++) {
    barrier();
    [[unroll]] for (uint j = 0u; j < PIECE_ELEMENTS; j++) {
      uint element = piece * PIECE_ELEMENTS + j;
      FieldElement next = scan_add(value, own[element]);
      if (exclusive != 0u) {
        slot_element_set(thread, j, value);
      } else {
        slot_element_set(thread, j, next);
      }
      value = next;
    }
    barrier();
    [[unroll]] for (uint part = 0u; part < PIECE_VECTORS; part++) {
      uint index = first_vector + striped_vector(piece, part);
      if (index < vectors) {
        out_vectors[index] = piece_slots[striped_slot(part)];
      }
    }
  }
}
