// SPDX-License-Identifier: Apache-2.0
//
// out[i] = k p[i], for the integer k of the words of the scalar; or 1 if that is infinity, else 0

#version 450
#extension GL_GOOGLE_include_directive : require
#define FS_FEWER_TURNS
#include "fieldstone/glsl/curve/curve_a.glsl"
#include "fieldstone/glsl/curve/point_access.glsl"
#include "fieldstone/glsl/curve/point_turns.glsl"

layout(constant_id = 0) const bool ONLY_WHETHER_INFINITY = false;

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants { uint count; };

layout(std430, set = 0, binding = 0) readonly buffer P { FieldVector p_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Scalar { uint scalar[]; };
layout(std430, set = 0, binding = 2) writeonly buffer Out { uint out_words[]; };

// k p, left to right: for each bit a doubling, then a sum if the bit is set.
FieldPoint multiple(FieldAffine p) {
  FieldPoint sum = field_point_infinity();
  uint bits = 32u * uint(scalar.length());
  [[dont_unroll]] for (uint step = 0u; step < 2u * bits; step++) {
    uint bit = bits - 1u - (step >> 1);
    bool doubles = (step & 1u) == 0u;
    if (doubles || (scalar[bit >> 5] >> (bit & 31u) & 1u) != 0u) {
      sum = field_point_turns(sum, p, doubles);
    }
  }
  return sum;
}

void store(uint i, FieldAffine p) {
  FieldElement x[FIELD_COORDINATE_DEGREE];
  FieldElement y[FIELD_COORDINATE_DEGREE];
  field_point_elements(p, x, y);
  uint at = i * (2u * FIELD_COORDINATE_DEGREE * FIELDSTONE_WORDS);
  [[unroll]] for (int part = 0; part < FIELD_COORDINATE_DEGREE; part++) {
    [[unroll]] for (int word = 0; word < FIELDSTONE_WORDS; word++) {
      out_words[at + part * FIELDSTONE_WORDS + word] = x[part].limb[word];
      out_words[at + (FIELD_COORDINATE_DEGREE + part) * FIELDSTONE_WORDS + word] =
          y[part].limb[word];
    }
  }
}

void main() {
  for (uint i = gl_GlobalInvocationID.x; i < count;
       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    FieldAffine p;
    FIELD_POINT_LOAD(i, p_vectors, p)
    FieldPoint sum = multiple(p);
    if (ONLY_WHETHER_INFINITY) {
      out_words[i] = uint(field_point_is_infinity(sum));
    } else {
      store(i, field_point_affine_turns(sum));
    }
  }
}
