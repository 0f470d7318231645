// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of elements of an extension, and what operations on them have to give, on BigInteger:
 * computed when it is first asked for, whatever strategies and forms are held against it. All pairs
 * of elements with parts 0, 1, p - 1, and random ones.
 */
final class ExtensionReference<E> {

  /** That of the field asked for last: with many elements there is no room for several. */
  private static @Nullable ExtensionReference<?> last;

  private final ExtensionField<E> field;
  private final List<FieldElement<E>> a;
  private final List<FieldElement<E>> b;
  private final Map<String, List<FieldElement<E>>> known = new ConcurrentHashMap<>();

  private ExtensionReference(ExtensionField<E> field, int random) {
    this.field = field;
    this.a = elements(field, true, random);
    this.b = elements(field, false, random);
  }

  /** Returns the reference, the only one while it is of the same field. */
  @SuppressWarnings("unchecked") // fields are compared by identity
  static synchronized <E> ExtensionReference<E> of(ExtensionField<E> field, int random) {
    ExtensionReference<?> reference = last;
    if (reference == null || reference.field != field) {
      reference = new ExtensionReference<>(field, random);
      last = reference;
    }
    return (ExtensionReference<E>) reference;
  }

  private static <E> List<FieldElement<E>> elements(
      ExtensionField<E> field, boolean left, int count) {
    BigInteger p = field.primeField().modulus();
    List<FieldElement<E>> edges = new ArrayList<>(List.of(field.zero(), field.one()));
    for (BigInteger part : List.of(BigInteger.ONE, p.subtract(BigInteger.ONE))) {
      edges.add(field.element(Collections.nCopies(field.components(), part)));
      for (int i = 0; i < field.components(); i++) {
        List<BigInteger> one =
            new ArrayList<>(Collections.nCopies(field.components(), BigInteger.ZERO));
        one.set(i, part);
        edges.add(field.element(one));
      }
    }
    List<FieldElement<E>> all = new ArrayList<>();
    for (int i = 0; i < edges.size() * edges.size(); i++) {
      all.add(edges.get(left ? i / edges.size() : i % edges.size()));
    }
    Random random = new Random(left ? 15 : 16);
    for (int i = 0; i < count; i++) {
      all.add(
          field.element(
              Stream.generate(() -> new BigInteger(p.bitLength() + 64, random).mod(p))
                  .limit(field.components())
                  .toList()));
    }
    return all;
  }

  List<FieldElement<E>> a() {
    return a;
  }

  List<FieldElement<E>> b() {
    return b;
  }

  /** Returns what an operation gives of each pair. */
  List<FieldElement<E>> results(String operation, BinaryOperator<FieldElement<E>> each) {
    return known.computeIfAbsent(
        operation,
        any ->
            IntStream.range(0, a.size())
                .parallel()
                .mapToObj(i -> each.apply(a.get(i), b.get(i)))
                .toList());
  }
}
