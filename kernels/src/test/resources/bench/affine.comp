// SPDX-License-Identifier: Apache-2.0
//
// out[i] = p[i] + q[i], affine points that are not at infinity, with one inversion for all sums of a
// thread: Montgomery's trick. What the products before a sum are waits where its abscissa is to be.
// The sum of a point and its negative is written as zeros.

#version 450
#extension GL_GOOGLE_include_directive : require

#if FIELDSTONE_WORDS < 8
#error curves are over long fields
#endif

#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/field/inverse.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

layout(local_size_x = 128) in;
layout(push_constant) uniform PushConstants {
  uint count;
  uint threads;
};
layout(std430, set = 0, binding = 0) readonly buffer Px { FieldVector px_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Py { FieldVector py_vectors[]; };
layout(std430, set = 0, binding = 2) readonly buffer Qx { FieldVector qx_vectors[]; };
layout(std430, set = 0, binding = 3) readonly buffer Qy { FieldVector qy_vectors[]; };
layout(std430, set = 0, binding = 4) buffer X { FieldVector x_vectors[]; };
layout(std430, set = 0, binding = 5) writeonly buffer Y { FieldVector y_vectors[]; };

void main() {
  uint first = gl_GlobalInvocationID.x;
  uint stride = min(threads, gl_NumWorkGroups.x * gl_WorkGroupSize.x);
  if (first >= stride || first >= count) {
    return;
  }
  uint sums = (count - first + stride - 1u) / stride;
  FieldFactor product = field_factor_one();
  // Down the sums, and up again: the denominators are found twice, in one place.
  [[dont_unroll]] for (uint turn = 0u; turn < 2u * sums; turn++) {
    bool down = turn < sums;
    if (turn == sums) {
      product = field_factor_of(field_inverse(field_factor_element(product)));
    }
    uint i = first + (down ? turn : 2u * sums - 1u - turn) * stride;
    FieldElement element;
    FIELD_ELEMENT_LOAD(i, px_vectors, element)
    FieldFactor px = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, qx_vectors, element)
    FieldFactor qx = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, py_vectors, element)
    FieldFactor py = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, qy_vectors, element)
    FieldFactor qy = field_factor_of(element);
    FieldFactor denominator = field_factor_sub(qx, px);
    FieldFactor numerator = field_factor_sub(qy, py);
    bool vertical = false;
    if (field_factor_is_zero(denominator)) {
      vertical = !field_factor_is_zero(numerator);
      denominator = field_factor_double(py);
      vertical = vertical || field_factor_is_zero(denominator);
      numerator = field_factor_scale(field_factor_sqr(px), 3u);
    }
    denominator = field_factor_select(vertical, field_factor_one(), denominator);
    if (down) {
      element = field_factor_element(product);
      FIELD_ELEMENT_STORE(i, x_vectors, element)
    } else {
      FIELD_ELEMENT_LOAD(i, x_vectors, element)
      FieldFactor inverse = field_factor_mul(product, field_factor_of(element));
      FieldFactor slope = field_factor_mul(numerator, inverse);
      FieldFactor x =
          field_factor_sub(field_factor_sub(field_factor_sqr(slope), px), qx);
      FieldFactor y =
          field_factor_sub(field_factor_mul(slope, field_factor_sub(px, x)), py);
      element = field_factor_element(field_factor_select(vertical, field_factor_zero(), x));
      FIELD_ELEMENT_STORE(i, x_vectors, element)
      element = field_factor_element(field_factor_select(vertical, field_factor_zero(), y));
      FIELD_ELEMENT_STORE(i, y_vectors, element)
    }
    product = field_factor_mul(product, denominator);
  }
}
