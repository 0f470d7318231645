// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Elements of an extension field as vectors of base elements, and room for their products. */
final class AlgebraBenchElements<E, F> implements AutoCloseable {

  /** Elements that differ; the others repeat them. */
  private static final int DISTINCT = 64;

  private final int components;
  private final List<FieldElement<E>> a;
  private final List<FieldElement<E>> b;
  private final List<DeviceVector<F>> vectors = new ArrayList<>();
  private final HostVector<F> host;

  AlgebraBenchElements(
      PersistentBackend gpu, ExtensionField<E> extension, Field<F> field, int elements) {
    components = extension.components();
    Random random = new Random(1);
    a = random(extension, random);
    b = random(extension, random);
    host = gpu.hostVector(field, elements, ElementForm.MONTGOMERY);
    for (List<FieldElement<E>> values : List.of(a, b, a)) {
      List<BigInteger> words =
          values.stream().flatMap(value -> value.coefficients().stream()).toList();
      IntStream.range(0, elements).forEach(i -> host.set(i, words.get(i % words.size())));
      DeviceVector<F> vector = gpu.deviceVector(field, elements, ElementForm.MONTGOMERY);
      vector.upload(host);
      vectors.add(vector);
    }
  }

  private static <E> List<FieldElement<E>> random(ExtensionField<E> field, Random random) {
    BigInteger p = field.primeField().modulus();
    return IntStream.range(0, DISTINCT)
        .mapToObj(
            i ->
                field.element(
                    IntStream.range(0, field.components())
                        .mapToObj(c -> new BigInteger(p.bitLength() + 64, random).mod(p))
                        .toList()))
        .toList();
  }

  List<DeviceVector<F>> vectors() {
    return List.copyOf(vectors);
  }

  /**
   * Holds the last results against BigInteger.
   *
   * @throws IllegalStateException if one is wrong
   */
  void require(boolean squares, int rounds, String what) {
    vectors.get(2).download(host);
    for (int i = 0; i < DISTINCT && (i + 1L) * components <= host.size(); i++) {
      FieldElement<E> expected = a.get(i);
      for (int round = 0; round < rounds; round++) {
        expected = squares ? expected.square() : expected.multiply(b.get(i));
      }
      int element = i;
      List<BigInteger> result =
          IntStream.range(0, components)
              .mapToObj(c -> host.get((long) element * components + c))
              .toList();
      if (!result.equals(expected.coefficients())) {
        throw new IllegalStateException(what + ": element " + i + " is wrong");
      }
    }
  }

  @Override
  public void close() {
    host.close();
    vectors.forEach(DeviceVector::close);
  }
}
