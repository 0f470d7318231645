// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Polynomials on BigInteger, by their definitions. */
final class ReferencePolynomials {

  private ReferencePolynomials() {}

  /** The value of a at z. */
  static BigInteger value(List<BigInteger> a, BigInteger z, BigInteger p) {
    BigInteger value = BigInteger.ZERO;
    for (int i = a.size() - 1; i >= 0; i--) {
      value = value.multiply(z).add(a.get(i)).mod(p);
    }
    return value;
  }

  /** a b, coefficient by coefficient. */
  static List<BigInteger> product(List<BigInteger> a, List<BigInteger> b, BigInteger p) {
    return IntStream.range(0, a.size() + b.size() - 1)
        .parallel()
        .mapToObj(
            k -> {
              BigInteger sum = BigInteger.ZERO;
              for (int i = Math.max(0, k - b.size() + 1); i <= Math.min(k, a.size() - 1); i++) {
                sum = sum.add(a.get(i).multiply(b.get(k - i)));
              }
              return sum.mod(p);
            })
        .toList();
  }

  /** quotient (x^n - s) + remainder = a, by long division: the remainder has n coefficients. */
  record Division(List<BigInteger> quotient, List<BigInteger> remainder) {

    static Division of(List<BigInteger> a, int n, BigInteger s, BigInteger p) {
      List<BigInteger> rest = new ArrayList<>(a);
      rest.addAll(Collections.nCopies(Math.max(0, n - a.size()), BigInteger.ZERO));
      List<BigInteger> quotient = new ArrayList<>(Collections.nCopies(a.size(), BigInteger.ZERO));
      for (int k = a.size() - 1; k >= n; k--) {
        BigInteger leading = rest.get(k);
        quotient.set(k - n, leading);
        rest.set(k - n, rest.get(k - n).add(leading.multiply(s)).mod(p));
      }
      return new Division(quotient, List.copyOf(rest.subList(0, n)));
    }
  }

  /** first, first z, first z^2, ... */
  static List<BigInteger> series(BigInteger first, BigInteger z, int length, BigInteger p) {
    return Stream.iterate(first, each -> each.multiply(z).mod(p)).limit(length).toList();
  }

  /** The same elements in bit-reversed order. */
  static <E> List<E> reversed(List<E> elements) {
    int bits = Integer.numberOfTrailingZeros(elements.size());
    return IntStream.range(0, elements.size())
        .mapToObj(i -> elements.get(bits == 0 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - bits)))
        .toList();
  }

  /** Edge values and random ones. */
  static List<BigInteger> random(Field<?> field, int size, long seed) {
    Random source = new Random(seed);
    List<BigInteger> edges = Operands.edges(field);
    return Stream.generate(
            () ->
                source.nextInt(4) == 0
                    ? edges.get(source.nextInt(edges.size()))
                    : Operands.element(field, source))
        .limit(size)
        .toList();
  }

  /** The elements of a vector. */
  static List<BigInteger> elements(DeviceVector<?> vector) {
    try (HostVector<?> host = vector.download()) {
      return host.toList();
    }
  }
}
