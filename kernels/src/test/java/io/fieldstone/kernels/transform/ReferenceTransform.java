// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Transforms by their definition, on BigInteger: O(n^2).
 *
 * @param field the field
 * @param root the root of unity of order n
 * @param inverse whether values become coefficients
 * @param generator of the coset; one for the domain itself
 */
record ReferenceTransform(Field<?> field, BigInteger root, boolean inverse, BigInteger generator) {

  /** Transforms one vector, natural order to natural order. */
  List<BigInteger> apply(List<BigInteger> in) {
    int n = in.size();
    BigInteger p = field.modulus();
    BigInteger[] powers = powers(inverse ? root.modInverse(p) : root, n);
    BigInteger[] shifts = powers(inverse ? generator.modInverse(p) : generator, n);
    BigInteger ofSize = BigInteger.valueOf(n).modInverse(p);
    BigInteger[] terms = in.toArray(BigInteger[]::new);
    for (int i = 0; i < n && !inverse; i++) {
      terms[i] = terms[i].multiply(shifts[i]).mod(p);
    }
    return IntStream.range(0, n)
        .parallel()
        .mapToObj(
            k -> {
              BigInteger sum = BigInteger.ZERO;
              for (int i = 0; i < n; i++) {
                sum = sum.add(terms[i].multiply(powers[(int) ((long) i * k % n)]));
              }
              return (inverse ? sum.multiply(ofSize).multiply(shifts[k]) : sum).mod(p);
            })
        .toList();
  }

  private BigInteger[] powers(BigInteger base, int n) {
    BigInteger[] powers = new BigInteger[n];
    powers[0] = BigInteger.ONE;
    for (int i = 1; i < n; i++) {
      powers[i] = powers[i - 1].multiply(base).mod(field.modulus());
    }
    return powers;
  }

  /** The same elements in bit-reversed order. */
  static <T> List<T> reversed(List<T> elements) {
    return IntStream.range(0, elements.size())
        .mapToObj(i -> elements.get(reversed(i, elements.size())))
        .toList();
  }

  /** The index of element {@code i} of {@code n} in bit-reversed order. */
  static int reversed(int i, int n) {
    int bits = Integer.numberOfTrailingZeros(n);
    return bits == 0 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - bits);
  }
}
