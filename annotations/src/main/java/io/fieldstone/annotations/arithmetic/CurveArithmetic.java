// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import java.math.BigInteger;
import java.util.List;

/**
 * The group of an elliptic curve y^2 = x^3 + a x + b over a finite field of odd characteristic, in
 * affine coordinates.
 *
 * <p>The addition law is that of Silverman, The Arithmetic of Elliptic Curves, III.2.3. Immutable
 * and thread-safe.
 *
 * @param field the coordinates' field
 * @param a the coefficient of x
 * @param b the constant coefficient
 */
public record CurveArithmetic(FieldArithmetic field, List<BigInteger> a, List<BigInteger> b) {

  private static final BigInteger THREE = BigInteger.valueOf(3);

  /**
   * A point; the one at infinity has no coordinates.
   *
   * @param x the abscissa, or nothing
   * @param y the ordinate, or nothing
   */
  public record Point(List<BigInteger> x, List<BigInteger> y) {

    /** The neutral element. */
    public static final Point INFINITY = new Point(List.of(), List.of());

    /** {@return whether this is the neutral element} */
    public boolean isInfinity() {
      return x.isEmpty();
    }
  }

  /** {@return whether 4 a^3 + 27 b^2 is zero, so that the points are no group} */
  public boolean isSingular() {
    List<BigInteger> left = times(4, field.power(a, THREE));
    List<BigInteger> right = times(27, field.square(b));
    return FieldArithmetic.isZero(field.add(left, right));
  }

  private List<BigInteger> times(int n, List<BigInteger> element) {
    return field.multiply(field.of(BigInteger.valueOf(n)), element);
  }

  /**
   * {@return x^3 + a x + b}
   *
   * @param x the first coordinate
   */
  public List<BigInteger> rightSide(List<BigInteger> x) {
    return field.add(field.multiply(field.add(field.square(x), a), x), b);
  }

  /**
   * {@return whether a point is on the curve, as infinity is}
   *
   * @param point a point
   */
  public boolean contains(Point point) {
    return point.isInfinity() || field.square(point.y()).equals(rightSide(point.x()));
  }

  /**
   * {@return -p}
   *
   * @param p a point
   */
  public Point negate(Point p) {
    return p.isInfinity() ? p : new Point(p.x(), field.negate(p.y()));
  }

  /**
   * {@return p + q, for points that are on the curve, whichever they are}
   *
   * @param p a point
   * @param q another point, or the same
   */
  public Point add(Point p, Point q) {
    if (p.isInfinity()) {
      return q;
    }
    if (q.isInfinity()) {
      return p;
    }
    if (!p.x().equals(q.x())) {
      return third(
          p,
          q,
          field.multiply(
              field.subtract(q.y(), p.y()), field.inverse(field.subtract(q.x(), p.x()))));
    }
    if (!p.y().equals(q.y()) || FieldArithmetic.isZero(p.y())) {
      return Point.INFINITY;
    }
    List<BigInteger> rise = field.add(times(3, field.square(p.x())), a);
    return third(p, p, field.multiply(rise, field.inverse(times(2, p.y()))));
  }

  /** Returns the negative of the third point on the line of a slope through p and q. */
  private Point third(Point p, Point q, List<BigInteger> slope) {
    List<BigInteger> x = field.subtract(field.subtract(field.square(slope), p.x()), q.x());
    List<BigInteger> y = field.subtract(field.multiply(slope, field.subtract(p.x(), x)), p.y());
    return new Point(x, y);
  }

  /**
   * {@return n * p for an integer of any sign, by doubling and adding}
   *
   * @param n how many times the point is added
   * @param p a point
   */
  public Point multiply(BigInteger n, Point p) {
    Point base = n.signum() < 0 ? negate(p) : p;
    BigInteger count = n.abs();
    Point result = Point.INFINITY;
    for (int bit = count.bitLength() - 1; bit >= 0; bit--) {
      result = add(result, result);
      if (count.testBit(bit)) {
        result = add(result, base);
      }
    }
    return result;
  }
}
