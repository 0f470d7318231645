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
#include "fieldstone/glsl/workgroup/block.glsl"
#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/mul.glsl"
#include "fieldstone/glsl/workgroup/exchange.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Carries { FieldVector carries_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

// More would make the scan no cheaper to speak of, and push elements out of the caches before they
// are read again. Small elements are fewer, so that those of neighbouring threads share cache
// lines.
const uint THREAD_ELEMENTS_MAX = FIELDSTONE_WORDS > 2 ? 32u : 4u;

// How many elements a thread has in each pass over the block: as few passes as can be, and in all
// of them about the same.
uint thread_elements_of(uint block) {
  const uint pass_elements_max = FIELD_TILE_ELEMENTS * THREAD_ELEMENTS_MAX;
  uint passes = max((block + pass_elements_max - 1u) / pass_elements_max, 1u);
  return (block + FIELD_TILE_ELEMENTS * passes - 1u) / (FIELD_TILE_ELEMENTS * passes);
}

// What a thread's product starts with: the carry for the first thread, so that after the scan each
// thread has the prefix of the one that follows, and the last one the next carry.
FieldElement product_start(FieldElement carry) {
  return fs_limbs_select(uint(gl_LocalInvocationIndex == 0u), carry, field_one());
}

// The product that thread `distance_` before has, or 1 before the first; a step of the scan of
// Hillis, Steele, "Data Parallel Algorithms", CACM 29(12), 1986. All threads call it.
FieldElement scan_factor(FieldElement product, uint distance_) {
  uint thread = gl_LocalInvocationIndex;
  FieldElement earlier = field_workgroup_exchange(product, max(thread, distance_) - distance_);
  return fs_limbs_select(uint(thread >= distance_), earlier, field_one());
}

// The prefix of this thread's elements, after the scan, and the next carry. All threads call it.
FieldElement prefix_of_scan(FieldElement scanned, inout FieldElement carry) {
  uint thread = gl_LocalInvocationIndex;
  FieldElement before = field_workgroup_exchange(scanned, max(thread, 1u) - 1u);
  FieldElement prefix = fs_limbs_select(uint(thread == 0u), carry, before);
  carry = fs_slots_get(FIELD_TILE_ELEMENTS - 1u);
  return prefix;
}

#if FIELDSTONE_WORDS > 2

// The thread's product of its elements, the scan, and the elements again: three phases in one loop,
// since a module that spells the multiplication out for each takes the driver three times as long.
void prefix_products(uint own, uint elements, uint end, inout FieldElement carry) {
  uint scanned = elements + field_workgroup_levels();
  FieldElement running = product_start(carry);
  [[dont_unroll]] for (uint i = 0u; i < scanned + elements; i++) {
    bool scanning = i >= elements && i < scanned;
    bool storing = i >= scanned;
    uint element = own + (storing ? i - scanned : i);
    if (i == scanned) {
      running = prefix_of_scan(running, carry);
    }
    // Ones stand for elements that the thread has not.
    FieldElement factor = field_one();
    if (scanning) {
      factor = scan_factor(running, 1u << (i - elements));
    } else if (element < end) {
      FIELD_ELEMENT_LOAD(element, a_vectors, factor)
    }
    FieldElement before = running;
    running = field_mul(running, factor);
    if (storing && element < end) {
      FIELD_ELEMENT_STORE(
          element, out_vectors, fs_limbs_select(uint(exclusive != 0), before, running))
    }
  }
}

#else

// The same for elements whose products are short: separate loops, which drivers unroll.
void prefix_products(uint own, uint elements, uint end, inout FieldElement carry) {
  FieldElement running = product_start(carry);
  for (uint element = own; element < own + elements; element++) {
    FieldElement factor = field_one();
    if (element < end) {
      FIELD_ELEMENT_LOAD(element, a_vectors, factor)
    }
    running = field_mul(running, factor);
  }
  for (uint level = 0u; level < field_workgroup_levels(); level++) {
    running = field_mul(running, scan_factor(running, 1u << level));
  }
  running = prefix_of_scan(running, carry);
  for (uint element = own; element < min(own + elements, end); element++) {
    FieldElement factor;
    FIELD_ELEMENT_LOAD(element, a_vectors, factor)
    FieldElement before = running;
    running = field_mul(running, factor);
    FIELD_ELEMENT_STORE(
        element, out_vectors, fs_limbs_select(uint(exclusive != 0), before, running))
  }
}

#endif

void main() {
  FieldElement carry;
  FIELD_ELEMENT_LOAD(field_workgroup_element(), carries_vectors, carry)
  uint end = field_block_end();
  uint elements = thread_elements_of(field_block_elements());
  for (uint first = field_block_begin(); first < end; first += FIELD_TILE_ELEMENTS * elements) {
    prefix_products(first + gl_LocalInvocationIndex * elements, elements, end, carry);
  }
}
