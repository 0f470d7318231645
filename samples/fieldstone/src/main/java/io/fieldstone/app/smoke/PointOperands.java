// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.kernels.PointKernels;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Pairs of points of a curve: all pairs of edges, and sums of points out of two tables, so that
 * their multiples are sums out of tables too, and cost no multiplication each.
 */
final class PointOperands<C> implements TypeOperands {

  /** Of either table: together they have a million sums. */
  private static final int TABLE = 1024;

  /** One pair in so many is of a point and itself, and one of a point and its negative. */
  private static final int SAME_EVERY = 5;

  private static final int NEGATIVE_EVERY = 7;

  /** One point in so many is off the curve, or outside of the subgroup, where that is checked. */
  private static final int WRONG_EVERY = 3;

  private static final int SCALAR_BITS = PointKernels.SCALAR_WORDS * Integer.SIZE;

  /** All bits set: the most additions, and the most turns of loops. */
  private static final BigInteger LONGEST =
      BigInteger.ONE.shiftLeft(SCALAR_BITS).subtract(BigInteger.ONE);

  private final Curve<C> curve;
  private final BigInteger factor;
  private final Table<C> left;
  private final Table<C> right;
  private final Optional<AffinePoint<C>> outside;

  PointOperands(Curve<C> curve, long seed) {
    Random random = new Random(seed);
    this.curve = curve;
    this.factor = new BigInteger(SCALAR_BITS, random).setBit(SCALAR_BITS - 1);
    this.left = new Table<>(curve, new BigInteger(SCALAR_BITS, random), factor);
    this.right = new Table<>(curve, new BigInteger(SCALAR_BITS, random), factor);
    this.outside = oneOutsideOfTheSubgroup();
  }

  /** Points in a row, as many as were asked for so far, and their multiples by a factor. */
  private static final class Table<C> {

    private final Row<C> points;
    private final Row<C> multiples;

    Table(Curve<C> curve, BigInteger start, BigInteger factor) {
      this.points = new Row<>(curve.generator().multiply(start), curve.generator());
      this.multiples =
          new Row<>(
              curve.generator().multiply(start.multiply(factor)),
              curve.generator().multiply(factor));
    }

    List<AffinePoint<C>> points(int size) {
      return points.of(size);
    }

    List<AffinePoint<C>> multiples(int size) {
      return multiples.of(size);
    }
  }

  /** Points a step apart. */
  private static final class Row<C> {

    private final List<AffinePoint<C>> points = new ArrayList<>();
    private final AffinePoint<C> step;

    Row(AffinePoint<C> start, AffinePoint<C> step) {
      points.add(start);
      this.step = step;
    }

    List<AffinePoint<C>> of(int size) {
      while (points.size() < size) {
        points.add(points.get(points.size() - 1).add(step));
      }
      return points;
    }
  }

  private Optional<AffinePoint<C>> oneOutsideOfTheSubgroup() {
    if (curve.cofactor().filter(BigInteger.ONE::equals).isPresent()) {
      return Optional.empty();
    }
    return IntStream.range(0, 12)
        .mapToObj(x -> at(BigInteger.valueOf(x)))
        .flatMap(List::stream)
        .filter(point -> !point.isInSubgroup())
        .findFirst();
  }

  private List<AffinePoint<C>> at(BigInteger x) {
    List<BigInteger> abscissa =
        new ArrayList<>(Collections.nCopies(curve.field().components(), BigInteger.ZERO));
    abscissa.set(0, x);
    return curve.pointsAt(abscissa);
  }

  @Override
  public Curve<C> type() {
    return curve;
  }

  @Override
  public List<String> kernels() {
    List<String> kernels =
        new ArrayList<>(
            List.of(
                "point-add",
                "point-double",
                "point-neg",
                "point-equal",
                "point-on-curve",
                "point-gather",
                "point-multiply",
                "point-vanish"));
    if (curve.field().components() == 1) {
      kernels.add("prime-point-multiply");
      kernels.add("prime-point-vanish");
    }
    return kernels;
  }

  @Override
  public TypePiece edges() {
    List<AffinePoint<C>> edges = edgePoints();
    List<AffinePoint<C>> p = new ArrayList<>();
    List<AffinePoint<C>> q = new ArrayList<>();
    for (AffinePoint<C> one : edges) {
      for (AffinePoint<C> other : edges) {
        p.add(one);
        q.add(other);
      }
    }
    PointPiece<C> piece = new PointPiece<>(curve, kernels(), p, q, offTheCurve(p));
    piece.inSubgroup(p, once(p, AffinePoint::isInSubgroup));
    for (BigInteger k : List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, LONGEST)) {
      piece.multiples(k, once(p, point -> point.multiply(k)));
    }
    return piece;
  }

  /** Asks once for each point, though there are many pairs. */
  private static <C, R> List<R> once(List<AffinePoint<C>> points, Function<AffinePoint<C>, R> of) {
    Map<AffinePoint<C>, R> known = new HashMap<>();
    return points.stream().map(point -> known.computeIfAbsent(point, of)).toList();
  }

  /** Infinity; where x = 0 or y = 0 has them, points of small order; a point, its negative. */
  private List<AffinePoint<C>> edgePoints() {
    List<AffinePoint<C>> points = new ArrayList<>(List.of(curve.infinity()));
    BigInteger last = curve.field().arithmetic().characteristic().subtract(BigInteger.ONE);
    for (BigInteger x : List.of(BigInteger.ZERO, BigInteger.ONE, last)) {
      points.addAll(at(x));
    }
    AffinePoint<C> g = curve.generator();
    points.addAll(List.of(g, g.negate(), g.twice(), g.twice().negate(), g.twice().add(g)));
    return points;
  }

  @Override
  public TypePiece random(long first, int count) {
    // a table is taken from its begin
    int size = (int) Math.min(TABLE, first + count + 1);
    List<AffinePoint<C>> p = sums(left.points(size), right.points(size), first, count);
    List<AffinePoint<C>> others = sums(right.points(size), left.points(size), first + 1, count);
    List<AffinePoint<C>> q =
        IntStream.range(0, count).mapToObj(i -> other(i, p.get(i), others.get(i))).toList();
    List<AffinePoint<C>> anywhere =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(
                i -> i % WRONG_EVERY == 0 ? outside.map(p.get(i)::add).orElse(p.get(i)) : p.get(i))
            .toList();
    PointPiece<C> piece = new PointPiece<>(curve, kernels(), p, q, offTheCurve(p));
    piece.inSubgroup(
        anywhere,
        IntStream.range(0, count)
            .mapToObj(i -> i % WRONG_EVERY != 0 || outside.isEmpty())
            .toList());
    piece.multiples(factor, sums(left.multiples(size), right.multiples(size), first, count));
    return piece;
  }

  private static <C> List<AffinePoint<C>> sums(
      List<AffinePoint<C>> left, List<AffinePoint<C>> right, long first, int count) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            i -> {
              long n = first + i;
              return left.get((int) (n % TABLE)).add(right.get((int) ((n / TABLE + n) % TABLE)));
            })
        .toList();
  }

  private static <C> AffinePoint<C> other(int i, AffinePoint<C> p, AffinePoint<C> other) {
    if (i % SAME_EVERY == 0) {
      return p;
    }
    return i % NEGATIVE_EVERY == 0 ? p.negate() : other;
  }

  /** Moves some of them off the curve, by one in y, or two where that were (0, 0): infinity. */
  private List<AffinePoint<C>> offTheCurve(List<AffinePoint<C>> points) {
    return IntStream.range(0, points.size())
        .mapToObj(i -> i % WRONG_EVERY == 0 ? moved(points.get(i)) : points.get(i))
        .toList();
  }

  private AffinePoint<C> moved(AffinePoint<C> point) {
    if (point.isInfinity()) {
      return point;
    }
    FieldElement<?> x = point.x().orElseThrow();
    AffinePoint<C> moved = curve.coordinates(x.coefficients(), oneMore(point));
    return x.isZero() && moved.y().orElseThrow().isZero()
        ? curve.coordinates(x.coefficients(), oneMore(moved))
        : moved;
  }

  private List<BigInteger> oneMore(AffinePoint<C> point) {
    List<BigInteger> y = new ArrayList<>(point.y().orElseThrow().coefficients());
    y.set(0, y.get(0).add(BigInteger.ONE).mod(curve.field().arithmetic().characteristic()));
    return y;
  }
}
