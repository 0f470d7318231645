// SPDX-License-Identifier: Apache-2.0
//
// totals[first_total + k] = tile k of a, of 1024 coefficients, as a polynomial at z, with
// digits[first_digit + j] = z^j and digits[first_digit + 32 + j] = z^(32 j) for j below 32
//
// Thread t has the coefficients t, t + 32, t + 64 ... of a tile, multiplies them with powers that
// are the same for all threads, and their sum with z^t. So neighbours read what lies together, and
// of 32 products only the sum is reduced.

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/add.glsl"
#include "fieldstone/glsl/field/form.glsl"
#include "fieldstone/glsl/field/product_sum.glsl"
#include "fieldstone/glsl/modulus/r_squared.glsl"

const uint THREADS = 32u;
const uint TERMS = 32u;
const uint TILE = THREADS * TERMS;

// How many coefficients are on their way at a time: for 2^24 of 255 bits, an H100 took 406 us with
// one, 359 with two and 367 with four; of 31 bits 105, 77 and 63.
const uint TOGETHER = FIELDSTONE_WORDS <= 2 ? 4u : 2u;

layout(local_size_x = 32) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint first_digit;
  uint first_total;
};

layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Digits { FieldVector digits_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Totals { FieldVector totals_vectors[]; };

shared FieldElement values[THREADS];

#define LOAD_OR_ZERO(index, vectors, element) \
  { \
    element = fs_limbs_zero(); \
    if ((index) < count) { \
      FIELD_ELEMENT_LOAD(index, vectors, element) \
    } \
  }

void main() {
  uint thread = gl_LocalInvocationIndex;
  for (uint tile = gl_WorkGroupID.x; tile * TILE < count; tile += gl_NumWorkGroups.x) {
    uint index = tile * TILE + thread;
    FieldElement next[TOGETHER];
    [[unroll]] for (uint j = 0u; j < TOGETHER; j++) {
      LOAD_OR_ZERO(index + j * THREADS, a_vectors, next[j])
    }
    // as many as the first thread has, in whole turns
    uint terms = min(TERMS, (count - tile * TILE + THREADS - 1u) / THREADS);
    FieldElement value;
    // The sum; times z^t; and, of canonical powers, which lack an R in both, times R^2 / R twice.
    // One loop, since a module that spells the multiplication out twice is twice as long.
    const uint passes = FIELD_MONTGOMERY_FORM ? 2u : 4u;
    [[dont_unroll]] for (uint pass = 0u; pass < passes; pass++) {
      FieldProductSum sum = field_product_sum_zero();
      [[dont_unroll]] for (uint k = 0u; k < terms; k += TOGETHER) {
        FieldElement now[TOGETHER] = next;
        if (pass == 0u) {
          [[unroll]] for (uint j = 0u; j < TOGETHER; j++) {
            uint later = k + TOGETHER + j;
            next[j] = fs_limbs_zero();
            if (later < terms) {
              LOAD_OR_ZERO(index + later * THREADS, a_vectors, next[j])
            }
          }
        }
        [[unroll]] for (uint j = 0u; j < TOGETHER; j++) {
          FieldElement power = field_r_squared();
          if (pass < 2u) {
            FIELD_ELEMENT_LOAD(
                first_digit + (pass == 0u ? THREADS + k + j : thread), digits_vectors, power)
          }
          field_product_sum_add(sum, now[j], power);
        }
      }
      value = field_product_sum_reduce(sum);
      next[0] = value;
      terms = 1u;
    }
    values[thread] = value;
    barrier();
    [[dont_unroll]] for (uint pairs = THREADS / 2u; pairs > 0u; pairs /= 2u) {
      if (thread < pairs) {
        values[thread] = field_add(values[thread], values[thread + pairs]);
      }
      barrier();
    }
    if (thread == 0u) {
      FIELD_ELEMENT_STORE(first_total + tile, totals_vectors, values[0])
    }
    barrier();
  }
}
