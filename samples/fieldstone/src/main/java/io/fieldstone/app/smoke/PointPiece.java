// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.annotations.Affine;
import io.fieldstone.kernels.PointKernels;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Pairs of points, points that are to be checked, and what all operations on them give. */
final class PointPiece<C> implements TypePiece {

  private final Curve<C> curve;
  private final List<String> kernels;
  private final List<AffinePoint<C>> p;
  private final List<AffinePoint<C>> q;
  private final List<AffinePoint<C>> checked;
  private final List<AffinePoint<C>> sums;
  private final List<AffinePoint<C>> doubles;
  private final List<AffinePoint<C>> negatives;
  private final int[] equal;
  private final int[] onCurve;
  private final Map<BigInteger, List<AffinePoint<C>>> multiples = new LinkedHashMap<>();
  private List<AffinePoint<C>> anywhere = List.of();
  private int[] inSubgroup = {};

  /**
   * Computes what is needed.
   *
   * @param kernels those that there are for the curve
   * @param p the first points of the pairs
   * @param q the second points
   * @param checked what is on the curve or not, as many
   */
  PointPiece(
      Curve<C> curve,
      List<String> kernels,
      List<AffinePoint<C>> p,
      List<AffinePoint<C>> q,
      List<AffinePoint<C>> checked) {
    this.curve = curve;
    this.kernels = kernels;
    this.p = p;
    this.q = q;
    this.checked = checked;
    this.sums = each(i -> p.get(i).add(q.get(i)));
    this.doubles = each(i -> p.get(i).twice());
    this.negatives = each(i -> p.get(i).negate());
    this.equal = flags(each(i -> p.get(i).equals(q.get(i))));
    this.onCurve = flags(each(i -> checked.get(i).isOnCurve()));
  }

  /** Adds points of the curve, and whether they are of the subgroup. */
  void inSubgroup(List<AffinePoint<C>> points, List<Boolean> answers) {
    anywhere = points;
    inSubgroup = flags(answers);
  }

  /** Adds what a factor times p is. */
  void multiples(BigInteger factor, List<AffinePoint<C>> results) {
    multiples.put(factor, results);
  }

  private <R> List<R> each(IntFunction<R> of) {
    return IntStream.range(0, p.size()).parallel().mapToObj(of).toList();
  }

  private static int[] flags(List<Boolean> answers) {
    return answers.stream().mapToInt(answer -> answer ? 1 : 0).toArray();
  }

  @Override
  public int size() {
    return p.size();
  }

  @Override
  public List<TypeCase> cases(CaseVectors vectors) {
    HostVector<Affine<C>> onP = vectors.of(curve, p);
    HostVector<Affine<C>> onQ = vectors.of(curve, q);
    List<TypeCase> cases = new ArrayList<>();
    add(cases, "point-add", vectors.of(curve, sums), onP, onQ);
    add(cases, "point-double", vectors.of(curve, doubles), onP);
    add(cases, "point-neg", vectors.of(curve, negatives), onP);
    add(cases, "point-equal", vectors.of(equal), onP, onQ);
    addOnCurve(cases, vectors);
    addGather(cases, onP, vectors);
    multiples.forEach(
        (factor, results) -> {
          HostVector<?> scalar = vectors.of(words(factor));
          HostVector<?> expected = vectors.of(curve, results);
          add(cases, "point-multiply", expected, onP, scalar);
          add(cases, "prime-point-multiply", expected, onP, scalar);
        });
    HostVector<?> order = vectors.of(words(curve.order()));
    HostVector<?> expected = vectors.of(inSubgroup);
    HostVector<?> points = vectors.of(curve, anywhere);
    add(cases, "point-vanish", expected, points, order);
    add(cases, "prime-point-vanish", expected, points, order);
    return cases;
  }

  private void add(
      List<TypeCase> cases, String kernel, HostVector<?> expected, HostVector<?>... inputs) {
    if (kernels.contains(kernel)) {
      cases.add(new TypeCase(kernel, List.of(inputs), expected));
    }
  }

  private void addOnCurve(List<TypeCase> cases, CaseVectors vectors) {
    AffinePoint<C> coefficients =
        curve.coordinates(curve.a().coefficients(), curve.b().coefficients());
    add(
        cases,
        "point-on-curve",
        vectors.of(onCurve),
        vectors.of(curve, checked),
        vectors.of(curve, List.of(coefficients)));
  }

  /** All points from the last to the first, but one that is not there. */
  private void addGather(List<TypeCase> cases, HostVector<?> onP, CaseVectors vectors) {
    int size = p.size();
    int[] index = IntStream.range(0, size).map(i -> size - i).toArray();
    List<AffinePoint<C>> expected = each(i -> i == 0 ? curve.infinity() : p.get(size - i));
    add(cases, "point-gather", vectors.of(curve, expected), onP, vectors.of(index));
  }

  private static int[] words(BigInteger scalar) {
    return IntStream.range(0, PointKernels.SCALAR_WORDS)
        .map(i -> scalar.shiftRight(i * Integer.SIZE).intValue())
        .toArray();
  }
}
