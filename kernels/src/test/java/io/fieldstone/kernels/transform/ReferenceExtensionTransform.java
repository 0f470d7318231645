// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Transforms over an extension by a root of x^2 - n by their definition: O(n^2).
 *
 * @param field the field
 * @param root the root of unity of order n
 * @param inverse whether values become coefficients
 * @param generator of the coset; one for the domain itself
 */
record ReferenceExtensionTransform<E>(
    ExtensionField<E> field, FieldElement<E> root, boolean inverse, FieldElement<E> generator) {

  /** Transforms one vector, natural order to natural order. */
  List<FieldElement<E>> apply(List<FieldElement<E>> in) {
    int n = in.size();
    List<FieldElement<E>> powers = powers(inverse ? root.inverse() : root, n);
    List<FieldElement<E>> shifts = powers(inverse ? generator.inverse() : generator, n);
    FieldElement<E> ofSize = field.one().multiply(BigInteger.valueOf(n)).inverse();
    List<FieldElement<E>> shifted =
        inverse
            ? in
            : IntStream.range(0, n).mapToObj(i -> in.get(i).multiply(shifts.get(i))).toList();
    return IntStream.range(0, n)
        .parallel()
        .mapToObj(
            k -> {
              FieldElement<E> sum = sum(shifted, powers, k);
              return inverse ? sum.multiply(ofSize).multiply(shifts.get(k)) : sum;
            })
        .toList();
  }

  /** The sum of x[i] powers[i k], with u^2 = -c for the extension by x^2 + c. */
  private FieldElement<E> sum(List<FieldElement<E>> x, List<FieldElement<E>> powers, int k) {
    BigInteger square = field.polynomial().get(0).get(0).negate();
    BigInteger c0 = BigInteger.ZERO;
    BigInteger c1 = BigInteger.ZERO;
    for (int i = 0; i < x.size(); i++) {
      List<BigInteger> a = x.get(i).coefficients();
      List<BigInteger> b = powers.get((int) ((long) i * k % x.size())).coefficients();
      c0 = c0.add(a.get(0).multiply(b.get(0))).add(square.multiply(a.get(1)).multiply(b.get(1)));
      c1 = c1.add(a.get(0).multiply(b.get(1))).add(a.get(1).multiply(b.get(0)));
    }
    BigInteger p = field.primeField().modulus();
    return field.element(c0.mod(p), c1.mod(p));
  }

  private static <E> List<FieldElement<E>> powers(FieldElement<E> base, int n) {
    return Stream.iterate(base.field().one(), power -> power.multiply(base)).limit(n).toList();
  }
}
