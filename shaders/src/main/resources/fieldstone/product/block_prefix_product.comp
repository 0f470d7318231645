// SPDX-License-Identifier: Apache-2.0
//
// out[i] = carries[w] times the product of block w of a up to element i, mod p; element i included
// unless the call is exclusive. out may be a.
//
// Blelloch, "Prefix Sums and Their Applications", CMU-CS-90-190, 1990: each thread multiplies a few
// consecutive elements, the workgroup scans these products, and each thread goes over its elements
// again. That is two products for each element, and eight for each thread.

#version 450
#extension GL_GOOGLE_include_directive : require
#define FIELDSTONE_COOPERATIVE_CONSTANTS int exclusive;
#include "fieldstone/glsl/block.glsl"
#include "fieldstone/glsl/constants.glsl"
#include "fieldstone/glsl/mul.glsl"
#include "fieldstone/glsl/workgroup_exchange.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { Vector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Carries { Vector carries_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { Vector out_vectors[]; };

// More would make the scan no cheaper to speak of, and push elements out of the caches before they
// are read again. Small elements are fewer, so that those of neighbouring threads share cache lines.
const uint THREAD_ELEMENTS_MAX = FIELDSTONE_WORDS > 2 ? 32u : 4u;

// How many elements a thread has in each pass over the block: as few passes as can be, and in all of
// them about the same.
uint thread_elements_of(uint block) {
  const uint pass_elements_max = TILE_ELEMENTS * THREAD_ELEMENTS_MAX;
  uint passes = max((block + pass_elements_max - 1u) / pass_elements_max, 1u);
  return (block + TILE_ELEMENTS * passes - 1u) / (TILE_ELEMENTS * passes);
}

// Three phases make one loop, since a module that spells the multiplication out for each of them takes
// the driver three times as long: a thread's product of its elements, the scan (Hillis, Steele, "Data
// Parallel Algorithms", CACM 29(12), 1986), and the elements again.
//
// The first thread's product starts with the carry, so that after the scan each thread has the prefix
// of the one that follows, and the last one the next carry.
void main() {
  uint thread = gl_LocalInvocationIndex;
  Element carry;
  ELEMENT_LOAD(workgroup_element(), carries_vectors, carry)
  uint end = block_end();
  uint own_elements = thread_elements_of(block_elements());
  uint scanned = own_elements + workgroup_levels();

  for (uint first = block_begin(); first < end; first += TILE_ELEMENTS * own_elements) {
    uint own = first + thread * own_elements;
    Element running = limbs_select(uint(thread == 0u), carry, field_one());
    [[dont_unroll]] for (uint i = 0u; i < scanned + own_elements; i++) {
      bool scanning = i >= own_elements && i < scanned;
      bool storing = i >= scanned;
      uint element = own + (storing ? i - scanned : i);
      if (i == scanned) {
        Element prefix = workgroup_exchange(running, max(thread, 1u) - 1u);
        running = limbs_select(uint(thread == 0u), carry, prefix);
        carry = slots_get(TILE_ELEMENTS - 1u);
      }
      // Ones stand for elements that the thread has not.
      Element factor = field_one();
      if (scanning) {
        uint distance_ = 1u << (i - own_elements);
        Element earlier = workgroup_exchange(running, max(thread, distance_) - distance_);
        factor = limbs_select(uint(thread >= distance_), earlier, factor);
      } else if (element < end) {
        ELEMENT_LOAD(element, a_vectors, factor)
      }
      Element before = running;
      running = field_mul(running, factor);
      if (storing && element < end) {
        ELEMENT_STORE(element, out_vectors, limbs_select(uint(exclusive != 0), before, running))
      }
    }
  }
}
