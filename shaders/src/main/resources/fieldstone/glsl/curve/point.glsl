// SPDX-License-Identifier: Apache-2.0
//
// Points of y^2 = x^3 + a x + b. A sum is kept as (X, Y, ZZ, ZZZ) with x = X / ZZ, y = Y / ZZZ and
// ZZ^3 = ZZZ^2, where ZZ is zero at infinity; what is added may be affine.
//
//   FieldPoint sum = field_point_infinity();
//   sum = field_point_add(sum, p);                       p a FieldAffine
//   FieldAffine q = field_point_affine(sum);             an inversion
//
// The formulas are dbl-2008-s-1, mdbl-2008-s-1, add-2008-s and madd-2008-s of the Explicit-Formulas
// Database, by Sutherland: 8M + 2S for a mixed addition. All functions are complete: a point and
// itself, a point and its negative, y = 0 and infinity are cases of their own, by a branch where a
// formula does not hold.
//
// a is zero, unless a module defines FIELD_POINT_A, a FieldCoordinate of size 3 at most, before it
// includes this. b is in no formula. Over an extension FIELD_COORDINATE_DEGREE is defined as 2.
//
// Coordinates stay of sizes that every function takes, however many sums there were: X below 6 over
// the prime field and below 3 over an extension, Y below 3, ZZ and ZZZ below 1.2; no operand
// exceeds 8, or 19 where |FIELD_EXT2_NON_RESIDUE| is 5.

#ifndef FIELDSTONE_CURVE_POINT_GLSL
#define FIELDSTONE_CURVE_POINT_GLSL

#include "fieldstone/glsl/curve/coordinate.glsl"

struct FieldAffine {
  FieldCoordinate x;
  FieldCoordinate y;
  bool infinity;
};

struct FieldPoint {
  FieldCoordinate x;
  FieldCoordinate y;
  FieldCoordinate zz;
  FieldCoordinate zzz;
};

// The point at infinity.
FieldPoint field_point_infinity() {
  return FieldPoint(
      field_coordinate_one(),
      field_coordinate_one(),
      field_coordinate_zero(),
      field_coordinate_zero());
}

// Whether p is the point at infinity.
bool field_point_is_infinity(FieldPoint p) {
  return field_coordinate_is_zero(p.zz);
}

// An affine point, whose coordinates are of size 1.
FieldPoint field_point_of(FieldAffine p) {
  if (p.infinity) {
    return field_point_infinity();
  }
  return FieldPoint(p.x, p.y, field_coordinate_one(), field_coordinate_one());
}

// -p.
FieldPoint field_point_neg(FieldPoint p) {
  p.y = field_coordinate_neg(p.y);
  return p;
}

// -p.
FieldAffine field_point_neg(FieldAffine p) {
  p.y = field_coordinate_neg(p.y);
  return p;
}

// 3 x^2, where over an extension the reduction comes last.
FieldCoordinate fs_point_triple_square(FieldCoordinate x) {
#if FIELD_COORDINATE_DEGREE == 2
  return field_coordinate_mul(x, field_coordinate_add(field_coordinate_double(x), x));
#else
  FieldCoordinate square = field_coordinate_sqr(x);
  return field_coordinate_add(field_coordinate_double(square), square);
#endif
}

// M^2 - 2 S for S = X V, where over an extension one reduction keeps it small.
FieldCoordinate fs_point_double_x(
    FieldCoordinate m, FieldCoordinate s, FieldCoordinate x, FieldCoordinate v) {
#if FIELD_COORDINATE_DEGREE == 2
  return field_coordinate_mul_sub(m, m, v, field_coordinate_double(x));
#else
  return field_coordinate_sub(field_coordinate_sqr(m), field_coordinate_double(s));
#endif
}

// 2p.
FieldPoint field_point_double(FieldPoint p) {
  FieldCoordinate u = field_coordinate_double(p.y);
  FieldCoordinate v = field_coordinate_sqr(u);
  FieldCoordinate w = field_coordinate_mul(u, v);
  FieldCoordinate s = field_coordinate_mul(p.x, v);
  FieldCoordinate m = fs_point_triple_square(p.x);
#ifdef FIELD_POINT_A
  m = field_coordinate_add(m, field_coordinate_mul(FIELD_POINT_A, field_coordinate_sqr(p.zz)));
#endif
  FieldPoint twice;
  twice.x = fs_point_double_x(m, s, p.x, v);
  twice.y = field_coordinate_mul_sub(m, field_coordinate_sub(s, twice.x), w, p.y);
  twice.zz = field_coordinate_mul(v, p.zz);
  twice.zzz = field_coordinate_mul(w, p.zzz);
  return twice;
}

// 2p, for p whose coordinates are of size 1.
FieldPoint field_point_double(FieldAffine p) {
  return field_point_double(field_point_of(p));
}

// R^2 - P^3 - 2 Q for Q = U P^2, where over an extension one reduction keeps it small.
FieldCoordinate fs_point_add_x(
    FieldCoordinate r,
    FieldCoordinate p,
    FieldCoordinate pp,
    FieldCoordinate ppp,
    FieldCoordinate q,
    FieldCoordinate u) {
#if FIELD_COORDINATE_DEGREE == 2
  return field_coordinate_mul_sub(
      r, r, pp, field_coordinate_add(p, field_coordinate_double(u)));
#else
  return field_coordinate_sub(
      field_coordinate_sub(field_coordinate_sqr(r), ppp), field_coordinate_double(q));
#endif
}

// p + q, where q's coordinates are of size 1: 8M + 2S.
FieldPoint field_point_add(FieldPoint p, FieldAffine q) {
  if (q.infinity) {
    return p;
  }
  if (field_point_is_infinity(p)) {
    return field_point_of(q);
  }
  FieldCoordinate d = field_coordinate_sub(field_coordinate_mul(q.x, p.zz), p.x);
  FieldCoordinate r = field_coordinate_sub(field_coordinate_mul(q.y, p.zzz), p.y);
  if (field_coordinate_is_zero(d)) {
    if (field_coordinate_is_zero(r)) {
      return field_point_double(q);
    }
    return field_point_infinity();
  }
  FieldCoordinate dd = field_coordinate_sqr(d);
  FieldCoordinate ddd = field_coordinate_mul(d, dd);
  FieldCoordinate s = field_coordinate_mul(p.x, dd);
  FieldPoint sum;
  sum.x = fs_point_add_x(r, d, dd, ddd, s, p.x);
  sum.y = field_coordinate_mul_sub(r, field_coordinate_sub(s, sum.x), p.y, ddd);
  sum.zz = field_coordinate_mul(p.zz, dd);
  sum.zzz = field_coordinate_mul(p.zzz, ddd);
  return sum;
}

// p + q: 12M + 2S.
FieldPoint field_point_add(FieldPoint p, FieldPoint q) {
  if (field_point_is_infinity(q)) {
    return p;
  }
  if (field_point_is_infinity(p)) {
    return q;
  }
  FieldCoordinate u = field_coordinate_mul(p.x, q.zz);
  FieldCoordinate v = field_coordinate_mul(p.y, q.zzz);
  FieldCoordinate d = field_coordinate_sub(field_coordinate_mul(q.x, p.zz), u);
  FieldCoordinate r = field_coordinate_sub(field_coordinate_mul(q.y, p.zzz), v);
  if (field_coordinate_is_zero(d)) {
    if (field_coordinate_is_zero(r)) {
      return field_point_double(p);
    }
    return field_point_infinity();
  }
  FieldCoordinate dd = field_coordinate_sqr(d);
  FieldCoordinate ddd = field_coordinate_mul(d, dd);
  FieldCoordinate s = field_coordinate_mul(u, dd);
  FieldPoint sum;
  sum.x = fs_point_add_x(r, d, dd, ddd, s, u);
  sum.y = field_coordinate_mul_sub(r, field_coordinate_sub(s, sum.x), v, ddd);
  sum.zz = field_coordinate_mul(field_coordinate_mul(p.zz, q.zz), dd);
  sum.zzz = field_coordinate_mul(field_coordinate_mul(p.zzz, q.zzz), ddd);
  return sum;
}

// p in affine coordinates of size 2 at most: an inversion, by 1 / ZZ = (ZZ / ZZZ)^2.
FieldAffine field_point_affine(FieldPoint p) {
  FieldCoordinate inverse = field_coordinate_inverse(p.zzz);
  FieldCoordinate z = field_coordinate_mul(p.zz, inverse);
  return FieldAffine(
      field_coordinate_mul(p.x, field_coordinate_sqr(z)),
      field_coordinate_mul(p.y, inverse),
      field_point_is_infinity(p));
}

// Whether p and q are the same point.
bool field_point_equal(FieldPoint p, FieldPoint q) {
  bool p_infinity = field_point_is_infinity(p);
  bool q_infinity = field_point_is_infinity(q);
  bool same =
      field_coordinate_equal(
          field_coordinate_mul(p.x, q.zz), field_coordinate_mul(q.x, p.zz))
      && field_coordinate_equal(
          field_coordinate_mul(p.y, q.zzz), field_coordinate_mul(q.y, p.zzz));
  return p_infinity == q_infinity && (p_infinity || same);
}

// Whether p, whose coordinates are of size 1, is on the curve with this b, as infinity is.
bool field_point_is_on_curve(FieldAffine p, FieldCoordinate b) {
  FieldCoordinate square = field_coordinate_sqr(p.x);
#ifdef FIELD_POINT_A
  square = field_coordinate_add(square, FIELD_POINT_A);
#endif
  FieldCoordinate right = field_coordinate_add(field_coordinate_mul(square, p.x), b);
  return p.infinity || field_coordinate_equal(field_coordinate_sqr(p.y), right);
}

#endif
