// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs of points: all pairs of samples, then some that are sums of two out of two tables.
 *
 * @param p the first of each pair
 * @param q the second of each pair
 * @param samples how many of them are samples
 */
record PointPairs<C>(List<AffinePoint<C>> p, List<AffinePoint<C>> q, int samples) {

  private static final int TABLE = 1024;

  static <C> PointPairs<C> of(Curve<C> curve, int random) {
    List<AffinePoint<C>> p = new ArrayList<>();
    List<AffinePoint<C>> q = new ArrayList<>();
    List<AffinePoint<C>> samples = samples(curve);
    for (AffinePoint<C> left : samples) {
      for (AffinePoint<C> right : samples) {
        p.add(left);
        q.add(right);
      }
    }
    int pairs = p.size();
    AffinePoint<C> g = curve.generator();
    AffinePoint<C> other = g.multiply(new BigInteger("fedcba9876543210f1e2d3c4", 16));
    List<AffinePoint<C>> ones = new ArrayList<>();
    List<AffinePoint<C>> others = new ArrayList<>();
    for (int i = 0; i < Math.min(TABLE, random); i++) {
      ones.add(i == 0 ? g : ones.get(i - 1).add(g));
      others.add(i == 0 ? other : others.get(i - 1).add(other));
    }
    p.addAll(sums(ones, others, 0, random));
    q.addAll(sums(others, ones, 77, random));
    return new PointPairs<>(List.copyOf(p), List.copyOf(q), pairs);
  }

  private static <C> List<AffinePoint<C>> sums(
      List<AffinePoint<C>> left, List<AffinePoint<C>> right, int skew, int random) {
    int size = left.size();
    return IntStream.range(0, random)
        .parallel()
        .mapToObj(i -> left.get(i % size).add(right.get((i / size + i + skew) % size)))
        .toList();
  }

  /**
   * Infinity, points of small order where x = 0 or y = 0 has them, a point, its negative, others.
   */
  static <C> List<AffinePoint<C>> samples(Curve<C> curve) {
    List<AffinePoint<C>> points = new ArrayList<>(List.of(curve.infinity()));
    BigInteger last = curve.field().arithmetic().characteristic().subtract(BigInteger.ONE);
    for (BigInteger x : List.of(BigInteger.ZERO, BigInteger.ONE, last)) {
      points.addAll(at(curve, x));
    }
    AffinePoint<C> g = curve.generator();
    points.addAll(List.of(g, g.negate(), g.twice(), g.twice().negate(), g.twice().add(g)));
    points.add(g.multiply(new BigInteger("123456789abcdef0123456789abcdef", 16)));
    return points;
  }

  /** Points of the curve with abscissae of the prime field from 2 on, which are of any order. */
  static <C> List<AffinePoint<C>> ofAnyOrder(Curve<C> curve) {
    return IntStream.range(2, 12)
        .mapToObj(x -> PointPairs.<C>at(curve, BigInteger.valueOf(x)))
        .flatMap(List::stream)
        .toList();
  }

  private static <C> List<AffinePoint<C>> at(Curve<C> curve, BigInteger x) {
    List<BigInteger> abscissa =
        new ArrayList<>(Collections.nCopies(curve.field().components(), BigInteger.ZERO));
    abscissa.set(0, x);
    return curve.pointsAt(abscissa);
  }
}
