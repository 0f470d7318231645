// SPDX-License-Identifier: Apache-2.0
//
// out[0] = (z^n - s) / (n s) * sum[0], with s = points[0]^n; hit[0] where z^n = s. By one thread.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/compare.glsl"
#include "fieldstone/glsl/field/constants.glsl"
#include "fieldstone/glsl/field/inverse.glsl"
#include "fieldstone/glsl/field/mul.glsl"
#include "fieldstone/glsl/field/select.glsl"
#include "fieldstone/glsl/field/sub.glsl"

layout(local_size_x = 1) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint points;
};

layout(std430, set = 0, binding = 0) readonly buffer Sum { FieldVector sum_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Hit { FieldVector hit_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer Points { FieldVector points_vectors[]; };
layout(std430, set = 0, binding = 3) readonly buffer Z { FieldVector z_vectors[]; };
layout(std430, set = 0, binding = 4) writeonly buffer Out { FieldVector out_vectors[]; };

void main() {
  FieldElement sum;
  FieldElement hit;
  FieldElement point;
  FieldElement z;
  FIELD_ELEMENT_LOAD(0u, sum_vectors, sum)
  FIELD_ELEMENT_LOAD(0u, hit_vectors, hit)
  FIELD_ELEMENT_LOAD(0u, points_vectors, point)
  FIELD_ELEMENT_LOAD(0u, z_vectors, z)
  FieldElement s = point;
  FieldElement power = z;
  // HAC 14.79, for both powers
  [[dont_unroll]] for (int bit = findMSB(points) - 1; bit >= 0; bit--) {
    bool multiplies = (points >> bit & 1u) != 0u;
    s = field_mul(s, s);
    power = field_mul(power, power);
    if (multiplies) {
      s = field_mul(s, point);
      power = field_mul(power, z);
    }
  }
  FieldElement below = field_inverse(field_mul(field_constant(points), s));
  FieldElement value = field_mul(field_mul(field_sub(power, s), below), sum);
  value = field_select(field_equal(power, s), hit, value);
  FIELD_ELEMENT_STORE(0u, out_vectors, value)
}
