// SPDX-License-Identifier: Apache-2.0
//
// What curve/point.glsl has, by one product in the body of a loop. A driver makes a pipeline of
// that in a tenth of the time, and it runs at half to three quarters of the speed: for kernels that
// are short, or do something else most of the time.
//
//   FieldPoint sum = field_point_infinity();
//   sum = field_point_turns(sum, p, true);               2 sum
//   sum = field_point_turns(sum, p, false);              sum + p, p a FieldAffine
//   FieldAffine q = field_point_affine_turns(sum);       an inversion
//
// Each call is a copy of the loop, as a product is; best have one of them, in a loop of one's own.
// Complete, and of the same coordinates. With a FIELD_POINT_A of size 1 they keep to these sizes,
// those of -5 for any u^2 that is not -1; a test derives them:
//
//                       prime field   u^2 = -1     u^2 = -5
//   X in turns          below 7       below 1.5    below 1.5
//   Y in turns          below 4       below 4      below 4
//   ZZ, ZZZ in turns    below 1.3     below 1.3    below 1.3
//   factors in turns    up to 9       up to 9      up to 29

#ifndef FIELDSTONE_CURVE_POINT_TURNS_GLSL
#define FIELDSTONE_CURVE_POINT_TURNS_GLSL

#include "fieldstone/glsl/curve/point.glsl"

#ifdef FIELD_POINT_A
#define FS_POINT_HAS_A FIELD_POINT_HAS_A
#define FS_POINT_A FIELD_POINT_A
#else
#define FS_POINT_HAS_A false
#define FS_POINT_A field_coordinate_zero()
#endif

// 2p if it doubles, else p + q, where q's coordinates are of size 1. Whether it does is best the
// same for all threads.
//
// What is multiplied in each turn, and what becomes of that; s is kept as d, once that is used:
//
//    0  q.x ZZ     d = q.x ZZ - X           a sum's: the line through both points
//    1  q.y ZZZ    r = q.y ZZZ - Y
//    2  X X        r = 3 X^2                a tangent's, where d = 2 Y; over extensions X (3 X)
//    3  ZZ ZZ
//    4  a ZZ^2     r = 3 X^2 + a ZZ^2
//    5  d d        dd
//    6  d dd       ddd
//    7  X dd       s
//    8  r r        X = r^2 - ddd - 2 s, without ddd for tangents
//    9  X 1        over extensions, and where a is not zero: sizes grow faster there
//   10  r (s - X)  r
//   11  Y ddd      Y = r - Y ddd
//   12  ZZ dd      ZZ
//   13  ZZZ ddd    ZZZ
FieldPoint field_point_turns(FieldPoint p, FieldAffine q, bool doubles) {
  FieldCoordinate d = field_coordinate_double(p.y);
  FieldCoordinate r = p.y;
  FieldCoordinate dd = p.y;
  FieldCoordinate ddd = p.y;
  FieldPoint third = p;
  bool tangent = doubles;
  bool none = doubles && field_coordinate_is_zero(d);
  bool is_q = false;
  [[dont_unroll]] for (uint turn = doubles ? 2u : 0u; turn < 14u; turn++) {
    bool for_tangents = turn >= 2u && turn <= 4u;
    if (for_tangents && !(tangent && (turn == 2u || FS_POINT_HAS_A))) {
      continue;
    }
#if FIELD_COORDINATE_DEGREE == 1
    if (turn == 9u && !FS_POINT_HAS_A) {
      continue;
    }
#endif
    FieldCoordinate a = d;
    FieldCoordinate b = dd;
    switch (turn) {
      case 0u: a = q.x; b = third.zz; break;
      case 1u: a = q.y; b = third.zzz; break;
#if FIELD_COORDINATE_DEGREE == 1
      case 2u: a = third.x; b = third.x; break;
#else
      case 2u:
        a = third.x;
        b = field_coordinate_add(field_coordinate_double(third.x), third.x);
        break;
#endif
      case 3u: a = third.zz; b = third.zz; break;
      case 4u: a = FS_POINT_A; break;
      case 5u: b = d; break;
      case 6u: break;
      case 7u: a = third.x; break;
      case 8u: a = r; b = r; break;
      case 9u: a = third.x; b = field_coordinate_one(); break;
      case 10u: a = r; b = fs_coordinate_sub_operand(d, third.x); break;
      case 11u: a = third.y; b = ddd; break;
      case 12u: a = third.zz; break;
      default: a = third.zzz; b = ddd; break;
    }
    FieldCoordinate product = field_coordinate_mul(a, b);
    switch (turn) {
      case 0u:
        d = field_coordinate_sub(product, third.x);
        break;
      case 1u:
        r = field_coordinate_sub(product, third.y);
        // Infinity has the abscissa zero, so that one test finds all that has no line.
        if (q.infinity || field_coordinate_is_zero(d)) {
          is_q = !q.infinity && field_point_is_infinity(p);
          d = field_coordinate_double(third.y);
          tangent = true;
          none = !q.infinity
              && !is_q
              && (!field_coordinate_is_zero(r) || field_coordinate_is_zero(d));
        }
        break;
      case 2u:
#if FIELD_COORDINATE_DEGREE == 1
        r = field_coordinate_add(field_coordinate_double(product), product);
#else
        r = product;
#endif
        break;
      case 3u:
        dd = product;
        break;
      case 4u:
        r = field_coordinate_add(r, product);
        break;
      case 5u:
        dd = product;
        break;
      case 6u:
        ddd = product;
        break;
      case 7u:
        d = product;
        break;
      case 8u:
        third.x = field_coordinate_sub(
            field_coordinate_sub(
                product, field_coordinate_select(tangent, field_coordinate_zero(), ddd)),
            field_coordinate_double(d));
        break;
      case 9u:
        third.x = product;
        break;
      case 10u:
        r = product;
        break;
      case 11u:
        third.y = field_coordinate_sub(r, product);
        break;
      case 12u:
        third.zz = product;
        break;
      default:
        third.zzz = product;
        break;
    }
  }
  if (!doubles && q.infinity) {
    return p;
  }
  if (is_q) {
    return field_point_of(q);
  }
  if (none) {
    return field_point_infinity();
  }
  return third;
}

// p in affine coordinates of size 2 at most: an inversion, by 1 / ZZ = (ZZ / ZZZ)^2.
FieldAffine field_point_affine_turns(FieldPoint p) {
  FieldCoordinate inverse = field_coordinate_inverse(p.zzz);
  FieldCoordinate z = p.zz;
  FieldAffine affine = FieldAffine(p.x, p.y, field_point_is_infinity(p));
  [[dont_unroll]] for (uint turn = 0u; turn < 4u; turn++) {
    FieldCoordinate a = z;
    FieldCoordinate b = inverse;
    switch (turn) {
      case 1u: b = z; break;
      case 2u: b = affine.x; break;
      case 3u: a = affine.y; break;
      default: break;
    }
    FieldCoordinate product = field_coordinate_mul(a, b);
    switch (turn) {
      case 2u: affine.x = product; break;
      case 3u: affine.y = product; break;
      default: z = product; break;
    }
  }
  return affine;
}

#endif
