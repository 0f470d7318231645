// SPDX-License-Identifier: Apache-2.0
//
// out[i] = carries[w] plus the sum of block w of a up to element i, mod p; element i included
// unless the call is exclusive. out may be a.
//
// Blelloch, "Prefix Sums and Their Applications", CMU-CS-90-190, 1990: each thread adds a few
// consecutive elements, the workgroup scans these sums, and each thread goes over its elements
// again.

#version 450
#extension GL_GOOGLE_include_directive : require
#define FIELDSTONE_COOPERATIVE_CONSTANTS int exclusive;
#include "fieldstone/glsl/workgroup/block.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/select.glsl"
#include "fieldstone/glsl/workgroup/exchange.glsl"

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Carries { FieldVector carries_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

const uint THREAD_ELEMENTS = 4u;

// The sum of the threads before this one, and the first one's carry; `carry` becomes the sum of
// all. Hillis, Steele, "Data Parallel Algorithms", CACM 29(12), 1986. All threads call it.
FieldElement sum_before(FieldElement sum, inout FieldElement carry) {
  uint thread = gl_LocalInvocationIndex;
  if (thread == 0u) {
    sum = field_add(sum, carry);
  }
  for (uint distance_ = 1u; distance_ < FIELD_TILE_ELEMENTS; distance_ *= 2u) {
    FieldElement earlier = field_workgroup_exchange(sum, max(thread, distance_) - distance_);
    if (thread >= distance_) {
      sum = field_add(sum, earlier);
    }
  }
  FieldElement before = field_workgroup_exchange(sum, max(thread, 1u) - 1u);
  before = field_select(thread == 0u, carry, before);
  carry = field_workgroup_exchange(sum, FIELD_TILE_ELEMENTS - 1u);
  return before;
}

void main() {
  FieldElement carry;
  FIELD_ELEMENT_LOAD(field_workgroup_element(), carries_vectors, carry)
  uint end = field_block_end();
  for (uint first = field_block_begin(); first < end;
       first += FIELD_TILE_ELEMENTS * THREAD_ELEMENTS) {
    uint own = first + gl_LocalInvocationIndex * THREAD_ELEMENTS;
    uint own_end = min(own + THREAD_ELEMENTS, end);
    FieldElement sum = fs_limbs_zero();
    for (uint element = own; element < own_end; element++) {
      FieldElement a;
      FIELD_ELEMENT_LOAD(element, a_vectors, a)
      sum = field_add(sum, a);
    }
    sum = sum_before(sum, carry);
    for (uint element = own; element < own_end; element++) {
      FieldElement a;
      FIELD_ELEMENT_LOAD(element, a_vectors, a)
      FieldElement before = sum;
      sum = field_add(sum, a);
      FIELD_ELEMENT_STORE(
          element, out_vectors, field_select(exclusive != 0, before, sum))
    }
  }
}
