// SPDX-License-Identifier: Apache-2.0
//
// out[i] = first[0] * z^i, with powers[l] = z^(2^l)

#version 450
#extension GL_GOOGLE_include_directive : require
#define SCAN_OF_ELEMENTS
#include "fieldstone/scan/chunks.glsl"
#include "fieldstone/glsl/field/linear.glsl"

layout(std430, set = 0, binding = 0) readonly buffer First { FieldVector first_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Powers { FieldVector powers_vectors[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

const uint LOG_CHUNK = 5u;

// A chunk begins with the product of z^(2^l) for all bits l of its first index, and goes on with z:
// one loop, since a module that spells the multiplication out twice is twice as long.
void main() {
  CHUNK_FOR_EACH_TILE(tile) {
    uint chunk = tile + gl_LocalInvocationIndex;
    uint bits = uint(findMSB(scan_chunks())) + 1u;
    uint digits = chunk < scan_chunks() ? chunk : 0u; // beyond the end there need be no powers
    FieldElement power;
    FIELD_ELEMENT_LOAD(0u, first_vectors, power)
    FieldFactor value = field_linear_of(power);
    [[dont_unroll]] for (uint i = 0u; i < bits + CHUNK_ELEMENTS; i++) {
      bool starting = i < bits;
      uint element = i - bits;
      if (!starting) {
        power = field_linear_element(value);
        uint index = chunk * CHUNK_ELEMENTS + element;
        if (!FIELD_CPU_DEVICE) {
          piece_element_set(element % PIECE_ELEMENTS, power);
        } else if (index < count) {
          FIELD_ELEMENT_STORE(index, out_vectors, power)
        }
      }
      if (!starting || (digits >> i & 1u) != 0u) {
        FieldElement z;
        FIELD_ELEMENT_LOAD(starting ? i + LOG_CHUNK : 0u, powers_vectors, z)
        value = field_factor_mul_element(value, z);
      }
      if (!FIELD_CPU_DEVICE && !starting && element % PIECE_ELEMENTS == PIECE_ELEMENTS - 1u) {
        barrier();
        PIECE_STORE(tile, element / PIECE_ELEMENTS, out_vectors)
        barrier();
      }
    }
  }
}
