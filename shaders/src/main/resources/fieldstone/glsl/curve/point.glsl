// SPDX-License-Identifier: Apache-2.0
//
// Points of y^2 = x^3 + a x + b. A sum is kept as (X, Y, ZZ, ZZZ) with x = X / ZZ, y = Y / ZZZ and
// ZZ^3 = ZZZ^2, where all are zero at infinity; what is added may be affine.
//
//   FieldPoint sum = field_point_infinity();
//   sum = field_point_add(sum, p);                       p a FieldAffine
//   FieldAffine q = field_point_affine(sum);             an inversion
//
// The formulas are dbl-2008-s-1, mdbl-2008-s-1, add-2008-s and madd-2008-s of the
// Explicit-Formulas Database, by Sutherland: 8M + 2S for a mixed addition. All functions are
// complete: a point and itself, a point and its negative, y = 0 and infinity. One test leads to all
// of them, since infinity has the abscissa zero, whatever its denominator; a point and itself take
// a slope of their own there, and what follows is the same code.
//
// a is that of the kernel's curve, which the runtime gives as a specialization constant. A module
// whose kernels are over no curve, or for a = 0 alone, defines FIELD_POINT_A_IS_ZERO before it
// includes this; or FIELD_POINT_A, a FieldCoordinate of size 3 at most. b is in no formula. Over an
// extension FIELD_COORDINATE_DEGREE is defined as 2.
//
// Coordinates stay of sizes that every function takes, however many sums there were. A test derives
// them:
//
//                       prime field   u^2 = -1     u^2 = -5
//   X                   below 6       below 3      below 3
//   Y                   below 3       below 3      below 3
//   ZZ and ZZZ          below 1.2     below 1.2    below 1.2
//   operands            up to 8       up to 10     up to 21

#ifndef FIELDSTONE_CURVE_POINT_GLSL
#define FIELDSTONE_CURVE_POINT_GLSL

#if !defined(FIELD_POINT_A) && !defined(FIELD_POINT_A_IS_ZERO)
#include "fieldstone/glsl/curve/curve_a.glsl"
#endif
#include "fieldstone/glsl/curve/coordinate.glsl"

#ifndef FIELD_POINT_HAS_A
#define FIELD_POINT_HAS_A true
#endif

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
  FieldCoordinate zero = field_coordinate_zero();
  return FieldPoint(zero, zero, zero, zero);
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

// 3 x^2 + a zz^2; over an extension the reduction comes last.
FieldCoordinate fs_point_tangent(FieldCoordinate x, FieldCoordinate zz) {
#if FIELD_COORDINATE_DEGREE == 2
  FieldCoordinate m = field_coordinate_mul(x, field_coordinate_add(field_coordinate_double(x), x));
#else
  FieldCoordinate square = field_coordinate_sqr(x);
  FieldCoordinate m = field_coordinate_add(field_coordinate_double(square), square);
#endif
#ifdef FIELD_POINT_A
  if (FIELD_POINT_HAS_A) {
    m = field_coordinate_add(m, field_coordinate_mul(FIELD_POINT_A, field_coordinate_sqr(zz)));
  }
#endif
  return m;
}

// The negative of the third point on a line through p. Doubling and adding end alike: with
// d = 2 Y and r = 3 X^2 + a ZZ^2 the tangent is what the line through two points is with d and r
// the differences of their X and Y, but for d^3 in X. A vertical line has d = 0, hence ZZ = 0.
FieldPoint fs_point_third(FieldPoint p, FieldCoordinate d, FieldCoordinate r, bool tangent) {
  FieldCoordinate dd = field_coordinate_sqr(d);
  FieldCoordinate ddd = field_coordinate_mul(d, dd);
  FieldCoordinate s = field_coordinate_mul(p.x, dd);
  FieldPoint third;
#if FIELD_COORDINATE_DEGREE == 2
  FieldCoordinate more = field_coordinate_select(tangent, field_coordinate_zero(), d);
  third.x = field_coordinate_mul_sub(
      r, r, dd, field_coordinate_add(more, field_coordinate_double(p.x)));
#else
  FieldCoordinate more = field_coordinate_select(tangent, field_coordinate_zero(), ddd);
  third.x = fs_products_sub_sub_double(field_factor_sqr(r), more, s);
#endif
  third.y = field_coordinate_mul_sub(r, fs_coordinate_sub_operand(s, third.x), p.y, ddd);
  third.zz = field_coordinate_mul(p.zz, dd);
  third.zzz = field_coordinate_mul(p.zzz, ddd);
  return third;
}

// 2p.
FieldPoint field_point_double(FieldPoint p) {
  FieldCoordinate d = field_coordinate_double(p.y);
  FieldPoint twice = fs_point_third(p, d, fs_point_tangent(p.x, p.zz), true);
  if (field_coordinate_is_zero(d)) {
    twice = field_point_infinity();
  }
  return twice;
}

// p + q, where q's coordinates are of size 1: 8M + 2S.
FieldPoint field_point_add(FieldPoint p, FieldAffine q) {
  FieldCoordinate d = field_coordinate_sub(field_coordinate_mul(q.x, p.zz), p.x);
  FieldCoordinate r = field_coordinate_sub(field_coordinate_mul(q.y, p.zzz), p.y);
  bool tangent = false;
  if (q.infinity || field_coordinate_is_zero(d)) {
    if (q.infinity) {
      return p;
    }
    if (field_point_is_infinity(p)) {
      return field_point_of(q);
    }
    d = field_coordinate_double(p.y);
    if (!field_coordinate_is_zero(r) || field_coordinate_is_zero(d)) {
      return field_point_infinity();
    }
    r = fs_point_tangent(p.x, p.zz);
    tangent = true;
  }
  return fs_point_third(p, d, r, tangent);
}

// p + q: 12M + 2S.
FieldPoint field_point_add(FieldPoint p, FieldPoint q) {
  // p, by coordinates with the product of both denominators
  FieldPoint scaled = FieldPoint(
      field_coordinate_mul(p.x, q.zz),
      field_coordinate_mul(p.y, q.zzz),
      field_coordinate_mul(p.zz, q.zz),
      field_coordinate_mul(p.zzz, q.zzz));
  FieldCoordinate d = field_coordinate_sub(field_coordinate_mul(q.x, p.zz), scaled.x);
  FieldCoordinate r = field_coordinate_sub(field_coordinate_mul(q.y, p.zzz), scaled.y);
  bool tangent = false;
  if (field_coordinate_is_zero(d)) {
    if (field_point_is_infinity(q)) {
      return p;
    }
    if (field_point_is_infinity(p)) {
      return q;
    }
    d = field_coordinate_double(scaled.y);
    if (!field_coordinate_is_zero(r) || field_coordinate_is_zero(d)) {
      return field_point_infinity();
    }
    r = fs_point_tangent(scaled.x, scaled.zz);
    tangent = true;
  }
  return fs_point_third(scaled, d, r, tangent);
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
