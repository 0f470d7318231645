// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.arithmetic.CurveArithmetic;
import io.fieldstone.annotations.arithmetic.CurveArithmetic.Point;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A point of an elliptic curve on BigInteger: a reference for what devices compute, and for small
 * work on the host. By the textbook's affine formulas, neither fast nor constant-time; not for
 * secrets.
 *
 * <pre>{@code
 * AffinePoint<Bls12381G1> g = Bls12381G1Curve.INSTANCE.generator();
 * g.twice().add(g.negate()).equals(g);
 * }</pre>
 *
 * <p>What {@link Curve#coordinates} gives may be off the curve; then sums and multiples mean
 * nothing. Immutable and thread-safe. Equal if curve and coordinates are.
 *
 * @param <C> the curve's type tag
 */
public final class AffinePoint<C> {

  private final Curve<C> curve;
  private final Point point;

  AffinePoint(Curve<C> curve, Point point) {
    this.curve = curve;
    this.point = point;
  }

  /** {@return the curve} */
  public Curve<C> curve() {
    return curve;
  }

  /** {@return whether this is the point at infinity, the neutral element} */
  public boolean isInfinity() {
    return point.isInfinity();
  }

  /** {@return the abscissa, which infinity has not} */
  public Optional<FieldElement<?>> x() {
    return coordinate(point.x());
  }

  /** {@return the ordinate, which infinity has not} */
  public Optional<FieldElement<?>> y() {
    return coordinate(point.y());
  }

  private Optional<FieldElement<?>> coordinate(List<BigInteger> coefficients) {
    return isInfinity() ? Optional.empty() : Optional.of(curve.field().element(coefficients));
  }

  private CurveArithmetic arithmetic() {
    return curve.arithmetic();
  }

  private AffinePoint<C> with(Point result) {
    return result.isInfinity() ? curve.infinity() : new AffinePoint<>(curve, result);
  }

  /**
   * {@return the sum; of a point and itself, and of a point and its negative too}
   *
   * @param other a point of the same curve
   */
  public AffinePoint<C> add(AffinePoint<C> other) {
    return with(arithmetic().add(point, other.point));
  }

  /** {@return this point twice} */
  public AffinePoint<C> twice() {
    return add(this);
  }

  /** {@return the negative} */
  public AffinePoint<C> negate() {
    return with(arithmetic().negate(point));
  }

  /**
   * {@return the multiple by an integer of any size and sign}
   *
   * @param integer the integer; it may be negative
   */
  public AffinePoint<C> multiply(BigInteger integer) {
    requireNonNull(integer, "integer");
    return with(arithmetic().multiply(integer, point));
  }

  /** {@return whether the coordinates satisfy the curve's equation, as infinity does} */
  public boolean isOnCurve() {
    return arithmetic().contains(point);
  }

  /** {@return whether the point is on the curve and of the subgroup: its order times it is zero} */
  public boolean isInSubgroup() {
    return isOnCurve() && multiply(curve.order()).isInfinity();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AffinePoint<?> that && that.curve == curve && that.point.equals(point);
  }

  @Override
  public int hashCode() {
    return point.hashCode();
  }

  /** Returns the coordinates in hexadecimal, {@code (0x1, 0x2)}, or {@code infinity}. */
  @Override
  public String toString() {
    return isInfinity() ? "infinity" : "(" + x().orElseThrow() + ", " + y().orElseThrow() + ")";
  }
}
