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
#include "fieldstone/glsl/radix_power.glsl"
#include "fieldstone/glsl/workgroup_scan.glsl"

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

void main() {
  Element carry;
  ELEMENT_LOAD(workgroup_element(), carries_vectors, carry)
  uint end = block_end();
  uint thread_elements = thread_elements_of(block_elements());
  Element start = product_start(thread_elements);

  for (uint first = block_begin(); first < end; first += TILE_ELEMENTS * thread_elements) {
    uint own = first + gl_LocalInvocationIndex * thread_elements;

    // The thread's product in Montgomery form, with ones for the elements that it has not.
    Element product = start;
    for (uint i = own; i < own + thread_elements; i++) {
      Element a = field_one();
      if (i < end) {
        ELEMENT_LOAD(i, a_vectors, a)
      }
      product = montgomery_mul(product, a);
    }

    workgroup_scan(product);

    Element prefix = carry;
    if (gl_LocalInvocationIndex > 0u) {
      prefix = montgomery_mul(carry, slots_get(gl_LocalInvocationIndex - 1u));
    }
    for (uint i = own; i < min(own + thread_elements, end); i++) {
      Element a;
      ELEMENT_LOAD(i, a_vectors, a)
      Element before = prefix;
      prefix = field_mul(prefix, a);
      ELEMENT_STORE(i, out_vectors, limbs_select(uint(exclusive != 0), before, prefix))
    }
    carry = montgomery_mul(carry, slots_get(TILE_ELEMENTS - 1u));
  }
}
