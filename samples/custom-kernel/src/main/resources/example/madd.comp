// SPDX-License-Identifier: Apache-2.0
//
// acc += 32 p for points of a short Weierstrass curve: p affine, acc in XYZZ coordinates, all in
// Montgomery form. Formulas: EFD, g1p/shortw/xyzz, madd-2008-s, 8 products and 2 squares. They are
// not for acc = +-p, nor for the point at infinity.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/montgomery.glsl"
#include "fieldstone/glsl/field/sub.glsl"
#include "fieldstone/glsl/field/double.glsl"

layout(local_size_x = 64) in;
layout(push_constant) uniform PushConstants { uint count; };
layout(std430, set = 0, binding = 0) readonly buffer Px { FieldVector px_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Py { FieldVector py_vectors[]; };
layout(std430, set = 0, binding = 2) buffer X { FieldVector x_vectors[]; };
layout(std430, set = 0, binding = 3) buffer Y { FieldVector y_vectors[]; };
layout(std430, set = 0, binding = 4) buffer Zz { FieldVector zz_vectors[]; };
layout(std430, set = 0, binding = 5) buffer Zzz { FieldVector zzz_vectors[]; };

void main() {
  uint stride = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
  for (uint i = gl_GlobalInvocationID.x; i < count; i += stride) {
    FieldElement px;
    FieldElement py;
    FieldElement x;
    FieldElement y;
    FieldElement zz;
    FieldElement zzz;
    FIELD_ELEMENT_LOAD(i, px_vectors, px)
    FIELD_ELEMENT_LOAD(i, py_vectors, py)
    FIELD_ELEMENT_LOAD(i, x_vectors, x)
    FIELD_ELEMENT_LOAD(i, y_vectors, y)
    FIELD_ELEMENT_LOAD(i, zz_vectors, zz)
    FIELD_ELEMENT_LOAD(i, zzz_vectors, zzz)
    [[dont_unroll]] for (uint k = 0u; k < 32u; k++) {
      FieldElement p = field_sub(field_montgomery_mul(px, zz), x);
      FieldElement r = field_sub(field_montgomery_mul(py, zzz), y);
      FieldElement pp = field_montgomery_sqr(p);
      FieldElement ppp = field_montgomery_mul(p, pp);
      FieldElement q = field_montgomery_mul(x, pp);
      x = field_sub(field_sub(field_montgomery_sqr(r), ppp), field_double(q));
      y = field_sub(field_montgomery_mul(r, field_sub(q, x)), field_montgomery_mul(y, ppp));
      zz = field_montgomery_mul(zz, pp);
      zzz = field_montgomery_mul(zzz, ppp);
    }
    FIELD_ELEMENT_STORE(i, x_vectors, x)
    FIELD_ELEMENT_STORE(i, y_vectors, y)
    FIELD_ELEMENT_STORE(i, zz_vectors, zz)
    FIELD_ELEMENT_STORE(i, zzz_vectors, zzz)
  }
}
