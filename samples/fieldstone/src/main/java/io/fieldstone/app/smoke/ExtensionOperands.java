// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pairs of elements of an extension field: all pairs of edges, and random ones. */
final class ExtensionOperands<E> implements TypeOperands {

  /** More bits than the modulus has, so that remainders are spread evenly. */
  private static final int SPREAD_BITS = 64;

  private final ExtensionField<E> field;
  private final long seed;

  ExtensionOperands(ExtensionField<E> field, long seed) {
    this.field = field;
    this.seed = seed;
  }

  @Override
  public ExtensionField<E> type() {
    return field;
  }

  @Override
  public List<String> kernels() {
    return List.of(
        "extension-add",
        "extension-sub",
        "extension-neg",
        "extension-double",
        "extension-mul",
        "extension-sqr",
        "extension-inverse",
        "extension-mul-base");
  }

  @Override
  public TypePiece edges() {
    List<FieldElement<E>> edges = edgeElements();
    List<FieldElement<E>> a = new ArrayList<>();
    List<FieldElement<E>> b = new ArrayList<>();
    for (FieldElement<E> left : edges) {
      for (FieldElement<E> right : edges) {
        a.add(left);
        b.add(right);
      }
    }
    return new Piece<>(field, a, b);
  }

  /** Returns those with parts 0, 1 and p - 1: all parts alike, or one of them. */
  private List<FieldElement<E>> edgeElements() {
    BigInteger last = field.primeField().modulus().subtract(BigInteger.ONE);
    List<FieldElement<E>> edges = new ArrayList<>(List.of(field.zero()));
    for (BigInteger part : List.of(BigInteger.ONE, last)) {
      edges.add(field.element(Collections.nCopies(field.components(), part)));
      for (int i = 0; i < field.components(); i++) {
        List<BigInteger> parts =
            new ArrayList<>(Collections.nCopies(field.components(), BigInteger.ZERO));
        parts.set(i, part);
        edges.add(field.element(parts));
      }
    }
    return edges;
  }

  @Override
  public TypePiece random(long first, int count) {
    Random random = new Random(seed + first);
    return new Piece<>(field, random(random, count), random(random, count));
  }

  private List<FieldElement<E>> random(Random random, int count) {
    BigInteger p = field.primeField().modulus();
    return Stream.generate(
            () ->
                field.element(
                    Stream.generate(
                            () -> new BigInteger(p.bitLength() + SPREAD_BITS, random).mod(p))
                        .limit(field.components())
                        .toList()))
        .limit(count)
        .toList();
  }

  private static final class Piece<E> implements TypePiece {

    private final ExtensionField<E> field;
    private final List<FieldElement<E>> a;
    private final List<FieldElement<E>> b;
    private final Map<String, List<FieldElement<E>>> ofPairs = new LinkedHashMap<>();
    private final Map<String, List<FieldElement<E>>> ofOne = new LinkedHashMap<>();
    private final List<FieldElement<E>> baseProducts;

    Piece(ExtensionField<E> field, List<FieldElement<E>> a, List<FieldElement<E>> b) {
      this.field = field;
      this.a = a;
      this.b = b;
      ofPairs.put("extension-add", each(FieldElement::add));
      ofPairs.put("extension-sub", each(FieldElement::subtract));
      ofPairs.put("extension-mul", each(FieldElement::multiply));
      ofOne.put("extension-neg", each((x, y) -> x.negate()));
      ofOne.put("extension-double", each((x, y) -> x.add(x)));
      ofOne.put("extension-sqr", each((x, y) -> x.multiply(x)));
      ofOne.put("extension-inverse", each((x, y) -> x.inverse()));
      baseProducts = each((x, y) -> x.multiply(first(y)));
    }

    private static BigInteger first(FieldElement<?> element) {
      return element.coefficients().get(0);
    }

    private List<FieldElement<E>> each(BinaryOperator<FieldElement<E>> operation) {
      return IntStream.range(0, a.size())
          .parallel()
          .mapToObj(i -> operation.apply(a.get(i), b.get(i)))
          .toList();
    }

    @Override
    public int size() {
      return a.size();
    }

    @Override
    public List<TypeCase> cases(CaseVectors vectors) {
      HostVector<E> onA = vectors.of(field, a);
      HostVector<E> onB = vectors.of(field, b);
      List<TypeCase> cases = new ArrayList<>();
      ofPairs.forEach(
          (kernel, results) ->
              cases.add(new TypeCase(kernel, List.of(onA, onB), vectors.of(field, results))));
      ofOne.forEach(
          (kernel, results) ->
              cases.add(new TypeCase(kernel, List.of(onA), vectors.of(field, results))));
      cases.add(baseProducts(field.primeField(), onA, vectors));
      return cases;
    }

    private <F> TypeCase baseProducts(Field<F> base, HostVector<E> onA, CaseVectors vectors) {
      List<FieldElement<F>> factors =
          b.stream().map(element -> base.element(List.of(first(element)))).toList();
      return new TypeCase(
          "extension-mul-base",
          List.of(onA, vectors.of(base, factors)),
          vectors.of(field, baseProducts));
    }
  }
}
