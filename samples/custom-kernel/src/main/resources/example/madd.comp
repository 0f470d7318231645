// SPDX-License-Identifier: Apache-2.0
//
// acc += 32 p for points of a short Weierstrass curve: p affine, acc in XYZZ coordinates, all in
// Montgomery form. Formulas: EFD, g1p/shortw/xyzz, madd-2008-s, 8 products and 2 squares. They are
// not for acc = +-p, nor for the point at infinity.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/element_access.glsl"
#include "fieldstone/glsl/montgomery.glsl"
#include "fieldstone/glsl/sub.glsl"
#include "fieldstone/glsl/double.glsl"

layout(local_size_x = 64) in;
layout(push_constant) uniform PushConstants { uint count; };
layout(std430, set = 0, binding = 0) readonly buffer Px { Vector px_vectors[]; };
layout(std430, set = 0, binding = 1) readonly buffer Py { Vector py_vectors[]; };
layout(std430, set = 0, binding = 2) buffer X { Vector x_vectors[]; };
layout(std430, set = 0, binding = 3) buffer Y { Vector y_vectors[]; };
layout(std430, set = 0, binding = 4) buffer Zz { Vector zz_vectors[]; };
layout(std430, set = 0, binding = 5) buffer Zzz { Vector zzz_vectors[]; };

void main() {
  uint stride = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
  for (uint i = gl_GlobalInvocationID.x; i < count; i += stride) {
    Element px;
    Element py;
    Element x;
    Element y;
    Element zz;
    Element zzz;
    ELEMENT_LOAD(i, px_vectors, px)
    ELEMENT_LOAD(i, py_vectors, py)
    ELEMENT_LOAD(i, x_vectors, x)
    ELEMENT_LOAD(i, y_vectors, y)
    ELEMENT_LOAD(i, zz_vectors, zz)
    ELEMENT_LOAD(i, zzz_vectors, zzz)
    [[dont_unroll]] for (uint k = 0u; k < 32u; k++) {
      Element p = field_sub(montgomery_mul(px, zz), x);
      Element r = field_sub(montgomery_mul(py, zzz), y);
      Element pp = montgomery_sqr(p);
      Element ppp = montgomery_mul(p, pp);
      Element q = montgomery_mul(x, pp);
      x = field_sub(field_sub(montgomery_sqr(r), ppp), field_double(q));
      y = field_sub(montgomery_mul(r, field_sub(q, x)), montgomery_mul(y, ppp));
      zz = montgomery_mul(zz, pp);
      zzz = montgomery_mul(zzz, ppp);
    }
    ELEMENT_STORE(i, x_vectors, x)
    ELEMENT_STORE(i, y_vectors, y)
    ELEMENT_STORE(i, zz_vectors, zz)
    ELEMENT_STORE(i, zzz_vectors, zzz)
  }
}
