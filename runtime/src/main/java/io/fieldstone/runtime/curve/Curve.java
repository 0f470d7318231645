// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.arithmetic.CurveArithmetic;
import io.fieldstone.annotations.arithmetic.CurveArithmetic.Point;
import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.field.TypeArgument;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * An elliptic curve y^2 = x^3 + a x + b with its subgroup of prime order. One subclass per curve is
 * generated from {@code @Curve}; its {@code INSTANCE} is the way to name it.
 *
 * <pre>{@code
 * AffinePoint<Secp256k1> g = Secp256k1Curve.INSTANCE.generator();
 * g.multiply(privateKey).x();
 * }</pre>
 *
 * <p>Immutable and thread-safe. Curves are compared by identity.
 *
 * @param <C> the curve's type tag, the interface annotated with {@code @Curve}
 */
public abstract class Curve<C> implements TypeArgument<C> {

  private final String name;
  private final FiniteField<?> field;
  private final Field<?> scalars;
  private final CurveArithmetic arithmetic;
  private final AffinePoint<C> infinity = new AffinePoint<>(this, Point.INFINITY);
  private final AffinePoint<C> generator;
  private final AffineType<C> affine;

  /**
   * For generated classes.
   *
   * @param name the registered name
   * @param field the coordinates' field
   * @param scalars the field whose modulus is the order of the generator
   * @param a the coefficient of x, by its coefficients over the prime field
   * @param b the constant coefficient, likewise
   * @param generatorX the generator's x, likewise
   * @param generatorY the generator's y, likewise
   */
  protected Curve(
      String name,
      FiniteField<?> field,
      Field<?> scalars,
      List<BigInteger> a,
      List<BigInteger> b,
      List<BigInteger> generatorX,
      List<BigInteger> generatorY) {
    this.name = name;
    this.field = field;
    this.scalars = scalars;
    this.arithmetic = new CurveArithmetic(field.arithmetic(), List.copyOf(a), List.copyOf(b));
    this.generator =
        new AffinePoint<>(this, new Point(List.copyOf(generatorX), List.copyOf(generatorY)));
    this.affine = new AffineType<>(name + "_affine", this);
  }

  /** Returns the name in registries, such as {@code bls12_381_g1}. */
  @Override
  public final String name() {
    return name;
  }

  /** {@return the coordinates' field} */
  public final FiniteField<?> field() {
    return field;
  }

  /** Returns the coordinates' field. */
  @Override
  public final FiniteField<?> coordinateField() {
    return field;
  }

  /** {@return the field of the scalars, whose modulus is the order of the subgroup} */
  public final Field<?> scalars() {
    return scalars;
  }

  /** {@return the order of the subgroup, a prime} */
  public final BigInteger order() {
    return scalars.modulus();
  }

  /**
   * {@return how many times larger than the subgroup the group of all points is, where Hasse's
   * bound leaves one answer only: it does if the order is above four square roots of the field's}
   */
  public final Optional<BigInteger> cofactor() {
    BigInteger q = field.order();
    BigInteger width = q.shiftLeft(2).sqrt();
    BigInteger most = q.add(BigInteger.ONE).add(width).divide(order());
    BigInteger least = q.subtract(width).divide(order()).add(BigInteger.ONE);
    return most.equals(least) ? Optional.of(most) : Optional.empty();
  }

  /** {@return the coefficient of x} */
  public final FieldElement<?> a() {
    return field.element(arithmetic.a());
  }

  /** {@return the constant coefficient} */
  public final FieldElement<?> b() {
    return field.element(arithmetic.b());
  }

  /** {@return the type of the elements of a vector of points: x, y, and all zero for infinity} */
  public final AffineType<C> affine() {
    return affine;
  }

  /** {@return the arithmetic that points are computed with} */
  public final CurveArithmetic arithmetic() {
    return arithmetic;
  }

  /** {@return the generator of the subgroup} */
  public final AffinePoint<C> generator() {
    return generator;
  }

  /** {@return the point at infinity, the neutral element} */
  public final AffinePoint<C> infinity() {
    return infinity;
  }

  /**
   * {@return a point by its coordinates, each by its coefficients over the prime field}
   *
   * @param x the first coordinate
   * @param y the second coordinate
   * @throws InvalidPointException if it is not on the curve
   * @throws io.fieldstone.runtime.error.ElementRangeException if a coefficient is not in [0, p), or
   *     they are too many or too few
   */
  public final AffinePoint<C> point(List<BigInteger> x, List<BigInteger> y) {
    requireNonNull(x, "x");
    requireNonNull(y, "y");
    AffinePoint<C> point = coordinates(x, y);
    if (!point.isOnCurve()) {
      throw new InvalidPointException(point + " is not on the curve " + name);
    }
    return point;
  }

  /**
   * {@return a point of a curve over a prime field by its coordinates}
   *
   * @param x the first coordinate
   * @param y the second coordinate
   * @throws InvalidPointException if it is not on the curve
   * @throws io.fieldstone.runtime.error.ElementRangeException if a coordinate is not in [0, p), or
   *     the field is an extension
   */
  public final AffinePoint<C> point(BigInteger x, BigInteger y) {
    requireNonNull(x, "x");
    requireNonNull(y, "y");
    return point(List.of(x), List.of(y));
  }

  /**
   * {@return a point by its coordinates as elements of the field}
   *
   * @param x the first coordinate
   * @param y the second coordinate
   * @throws InvalidPointException if it is not on the curve
   * @throws UnsupportedFieldException if a coordinate is of another field
   */
  public final AffinePoint<C> point(FieldElement<?> x, FieldElement<?> y) {
    requireNonNull(x, "x");
    requireNonNull(y, "y");
    requireOfField("x", x);
    requireOfField("y", y);
    return point(x.coefficients(), y.coefficients());
  }

  private void requireOfField(String coordinate, FieldElement<?> element) {
    if (element.field() != field) {
      throw new UnsupportedFieldException(
          coordinate
              + " is over "
              + element.field().name()
              + ", but "
              + field.name()
              + " is expected");
    }
  }

  /**
   * {@return two coordinates, whether they are of a point of the curve or not: what a check of
   * points is given}
   *
   * @param x the first coordinate
   * @param y the second coordinate
   * @throws io.fieldstone.runtime.error.ElementRangeException if a coefficient is not in [0, p), or
   *     they are too many or too few
   */
  public final AffinePoint<C> coordinates(List<BigInteger> x, List<BigInteger> y) {
    requireNonNull(x, "x");
    requireNonNull(y, "y");
    return new AffinePoint<>(
        this, new Point(field.element(x).coefficients(), field.element(y).coefficients()));
  }

  /**
   * {@return the points with an abscissa: none, one with y = 0, or two}
   *
   * @param x the first coordinate
   */
  public final List<AffinePoint<C>> pointsAt(List<BigInteger> x) {
    requireNonNull(x, "x");
    List<BigInteger> abscissa = field.element(x).coefficients();
    return field
        .arithmetic()
        .squareRoot(arithmetic.rightSide(abscissa))
        .map(y -> new AffinePoint<>(this, new Point(abscissa, y)))
        .map(point -> point.y().orElseThrow().isZero() ? List.of(point) : both(point))
        .orElse(List.of());
  }

  private List<AffinePoint<C>> both(AffinePoint<C> point) {
    return List.of(point, point.negate());
  }

  @Override
  public final String toString() {
    return name;
  }
}
