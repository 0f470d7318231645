// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What operations on the points of a curve have to give, on BigInteger: computed when it is first
 * asked for, whatever strategies and forms are held against it.
 */
final class PointReference<C> {

  /** That of the curve asked for last: with a million pairs there is no room for several. */
  private static @Nullable PointReference<?> last;

  private final PointPairs<C> pairs;
  private final List<AffinePoint<C>> few;
  private final Optional<AffinePoint<C>> outside;
  private final Map<String, List<?>> known = new ConcurrentHashMap<>();

  private PointReference(Curve<C> curve, int random, int ofAnyOrder) {
    pairs = PointPairs.of(curve, random);
    List<AffinePoint<C>> others = PointPairs.ofAnyOrder(curve);
    few = new ArrayList<>(PointPairs.samples(curve));
    few.addAll(others.subList(0, Math.min(ofAnyOrder, others.size())));
    outside =
        others.stream()
            .map(each -> Map.entry(each, each.isInSubgroup()))
            .filter(each -> !each.getValue())
            .map(Map.Entry::getKey)
            .findFirst();
  }

  /** Returns the reference for pairs of points, the only one while it is of the same curve. */
  @SuppressWarnings("unchecked") // curves are compared by identity
  static synchronized <C> PointReference<C> of(Curve<C> curve, int random, int ofAnyOrder) {
    PointReference<?> reference = last;
    if (reference == null || reference.pairs.p().get(0).curve() != curve) {
      reference = new PointReference<>(curve, random, ofAnyOrder);
      last = reference;
    }
    return (PointReference<C>) reference;
  }

  /** Returns all pairs of samples, and others. */
  PointPairs<C> pairs() {
    return pairs;
  }

  /** Returns samples and points of any order. */
  List<AffinePoint<C>> few() {
    return few;
  }

  /** Returns a point that is not of the subgroup, if there are such. */
  Optional<AffinePoint<C>> outside() {
    return outside;
  }

  List<AffinePoint<C>> sums() {
    return once("sums", pairs.p().size(), i -> pairs.p().get(i).add(pairs.q().get(i)));
  }

  List<AffinePoint<C>> doubles() {
    return once("doubles", pairs.p().size(), i -> pairs.p().get(i).twice());
  }

  List<AffinePoint<C>> negatives() {
    return once("negatives", pairs.p().size(), i -> pairs.p().get(i).negate());
  }

  /** Returns k times the few. */
  List<AffinePoint<C>> multiples(BigInteger k) {
    return once("multiples by " + k, few.size(), i -> few.get(i).multiply(k));
  }

  /** Returns 1 for each of the few that is in the subgroup, else 0. */
  List<Integer> inSubgroup() {
    return once("in the subgroup", few.size(), i -> few.get(i).isInSubgroup() ? 1 : 0);
  }

  private interface Each<T> {
    T at(int i);
  }

  @SuppressWarnings("unchecked") // each name is of one type
  private <T> List<T> once(String name, int size, Each<T> each) {
    return (List<T>)
        known.computeIfAbsent(
            name, any -> IntStream.range(0, size).parallel().mapToObj(each::at).toList());
  }
}
