// SPDX-License-Identifier: Apache-2.0
//
// acc += 32 p for points of a short Weierstrass curve: p affine, acc in XYZZ coordinates, all in
// Montgomery form. Formulas: EFD, g1p/shortw/xyzz, madd-2008-s, 8 products and 2 squares. They are
// not for acc = +-p, nor for the point at infinity.
//
// Ten products in a row are ten copies of one for the driver, which takes seconds to make a
// pipeline of them. They are ten turns of a loop here, which stays one; what the next turn
// multiplies is chosen by the number of this one, the same for all threads:
//
//   0  px zz     p = px zz - x         5  r r      x = r r - ppp - 2q
//   1  py zzz    r = py zzz - y        6  r (q - x)
//   2  p p       pp                    7  y ppp    y = r (q - x) - y ppp
//   3  p pp      ppp                   8  zz pp    zz
//   4  x pp      q                     9  zzz ppp  zzz
//
// No factor is larger than 8 p here, of the 32 p that field/factor.glsl allows.

#version 450
#extension GL_GOOGLE_include_directive : require
#include "fieldstone/glsl/field/factor.glsl"
#include "fieldstone/glsl/memory/element_access.glsl"

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
    FieldElement element;
    FIELD_ELEMENT_LOAD(i, px_vectors, element)
    FieldFactor px = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, py_vectors, element)
    FieldFactor py = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, x_vectors, element)
    FieldFactor x = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, y_vectors, element)
    FieldFactor y = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, zz_vectors, element)
    FieldFactor zz = field_factor_of(element);
    FIELD_ELEMENT_LOAD(i, zzz_vectors, element)
    FieldFactor zzz = field_factor_of(element);

    // What the next turn multiplies.
    FieldFactor a = px;
    FieldFactor b = zz;
    FieldFactor p = px;
    FieldFactor r = px;
    FieldFactor pp = px;
    FieldFactor ppp = px;
    FieldFactor q = px;
    FieldFactor rqx = px;
    [[dont_unroll]] for (uint k = 0u; k < 32u; k++) {
      [[dont_unroll]] for (uint turn = 0u; turn < 10u; turn++) {
        FieldFactor product = field_factor_mul(a, b);
        switch (turn) {
          case 0u:
            p = field_factor_sub(product, x);
            a = py;
            b = zzz;
            break;
          case 1u:
            r = field_factor_sub(product, y);
            a = p;
            b = p;
            break;
          case 2u:
            pp = product;
            a = p;
            b = pp;
            break;
          case 3u:
            ppp = product;
            a = x;
            b = pp;
            break;
          case 4u:
            q = product;
            a = r;
            b = r;
            break;
          case 5u:
            x = field_factor_sub(field_factor_sub(product, ppp), field_factor_double(q));
            a = r;
            b = field_factor_sub(q, x);
            break;
          case 6u:
            rqx = product;
            a = y;
            b = ppp;
            break;
          case 7u:
            y = field_factor_sub(rqx, product);
            a = zz;
            b = pp;
            break;
          case 8u:
            zz = product;
            a = zzz;
            b = ppp;
            break;
          default:
            zzz = product;
            a = px;
            b = zz;
            break;
        }
      }
    }

    // A product may lead out of a factor: a loop, again, for one copy of it.
    [[dont_unroll]] for (uint coordinate = 0u; coordinate < 4u; coordinate++) {
      FieldFactor out_factor = zzz;
      switch (coordinate) {
        case 0u: out_factor = x; break;
        case 1u: out_factor = y; break;
        case 2u: out_factor = zz; break;
        default: break;
      }
      element = field_factor_element(out_factor);
      switch (coordinate) {
        case 0u: FIELD_ELEMENT_STORE(i, x_vectors, element) break;
        case 1u: FIELD_ELEMENT_STORE(i, y_vectors, element) break;
        case 2u: FIELD_ELEMENT_STORE(i, zz_vectors, element) break;
        default: FIELD_ELEMENT_STORE(i, zzz_vectors, element) break;
      }
    }
  }
}
