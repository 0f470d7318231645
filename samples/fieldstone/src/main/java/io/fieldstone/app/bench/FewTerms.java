// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.kernels.transform.StreamedTransform;
import io.fieldstone.kernels.transform.Transform;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Polynomials of a few terms each, of any degree, whose values BigInteger has at once: one in the
 * first row of a batch and one in the last.
 *
 * @param <F> the field's type tag
 */
final class FewTerms<F> {

  private static final int TERMS = 5;
  private static final int VALUES = 16;
  private static final int SEED = 1;

  private final PersistentBackend gpu;
  private final FiniteField<F> field;
  private final long size;
  private final Set<Long> rows;
  private final Random random = new Random(SEED);

  FewTerms(PersistentBackend gpu, FiniteField<F> field, long size, int rows) {
    this.gpu = gpu;
    this.field = field;
    this.size = size;
    this.rows = new TreeSet<>(Set.of(0L));
    this.rows.add(rows - 1L);
  }

  /**
   * What is held against them.
   *
   * @param name its name, for messages
   * @param root w
   * @param shift the generator of the coset that it is on, one if it is on none
   * @param reversed whether it writes bit-reversed order
   * @param transform transforms the vector
   */
  private record Subject<F>(
      String name,
      FieldElement<F> root,
      FieldElement<F> shift,
      boolean reversed,
      Runnable transform) {}

  /** Single elements of the vector that is transformed. */
  private interface Elements<F> {

    void set(long index, FieldElement<F> value);

    FieldElement<F> get(long index);
  }

  /**
   * Transforms some, and compares some of their values.
   *
   * @param forward a transform that reads coefficients in natural order, of all rows
   * @param shift the generator of the coset that it is on, one if it is on none
   * @param zeros a vector of zeros, which is overwritten
   * @throws WrongResultException if a value is not what BigInteger says
   */
  void require(Transform<F> forward, FieldElement<F> shift, DeviceVector<F> zeros) {
    Domain<F> domain = forward.domain();
    boolean reversed = forward.order().writesReversed();
    try (HostVector<F> one = gpu.hostVector(field, 1, ElementForm.MONTGOMERY)) {
      HostValues<FieldElement<F>> value = HostValues.ofElements(one);
      Elements<F> elements =
          new Elements<>() {
            @Override
            public void set(long index, FieldElement<F> element) {
              value.set(0, element);
              zeros.slice(index, 1).upload(one);
            }

            @Override
            public FieldElement<F> get(long index) {
              zeros.slice(index, 1).download(one);
              return value.get(0);
            }
          };
      require(
          new Subject<>(
              "a transform over " + domain,
              domain.rootElement(),
              shift,
              reversed,
              () -> forward.apply(zeros)),
          elements);
    }
  }

  /** The same of a transform of a vector in host memory, to bit-reversed order. */
  void require(StreamedTransform<F> forward, HostVector<F> zeros) {
    HostValues<FieldElement<F>> values = HostValues.ofElements(zeros);
    Elements<F> elements =
        new Elements<>() {
          @Override
          public void set(long index, FieldElement<F> element) {
            values.set(index, element);
          }

          @Override
          public FieldElement<F> get(long index) {
            return values.get(index);
          }
        };
    require(
        new Subject<>(
            "a streamed transform of " + size + " elements over " + field,
            field.element(forward.root()),
            field.one(),
            true,
            () -> forward.forward(zeros, zeros)),
        elements);
  }

  private void require(Subject<F> subject, Elements<F> elements) {
    Map<Long, Map<Long, FieldElement<F>>> polynomials = new TreeMap<>();
    for (long row : rows) {
      Map<Long, FieldElement<F>> terms = terms();
      polynomials.put(row, terms);
      terms.forEach((exponent, coefficient) -> elements.set(row * size + exponent, coefficient));
    }
    subject.transform().run();
    polynomials.forEach(
        (row, terms) -> {
          for (long at : some(VALUES)) {
            requireValue(subject, row, at, terms, elements.get(row * size + at));
          }
        });
  }

  private Map<Long, FieldElement<F>> terms() {
    Map<Long, FieldElement<F>> terms = new TreeMap<>();
    for (long exponent : some(TERMS)) {
      BigInteger[] coefficients = new BigInteger[field.components()];
      for (int i = 0; i < coefficients.length; i++) {
        coefficients[i] = new BigInteger(field.primeField().modulus().bitLength() - 1, random);
      }
      terms.put(exponent, field.element(coefficients));
    }
    return terms;
  }

  /** Returns the first index, the last, and a few between. */
  private Set<Long> some(int count) {
    Set<Long> indices = new TreeSet<>(Set.of(0L));
    indices.add(size - 1);
    for (int i = 2; i < count; i++) {
      indices.add(random.nextLong() & (size - 1));
    }
    return indices;
  }

  private void requireValue(
      Subject<F> subject,
      long row,
      long at,
      Map<Long, FieldElement<F>> terms,
      FieldElement<F> found) {
    int log = Long.numberOfTrailingZeros(size);
    long index = subject.reversed() && log > 0 ? Long.reverse(at) >>> (Long.SIZE - log) : at;
    FieldElement<F> point =
        subject.root().power(BigInteger.valueOf(index)).multiply(subject.shift());
    FieldElement<F> expected = field.zero();
    for (Map.Entry<Long, FieldElement<F>> term : terms.entrySet()) {
      FieldElement<F> power = point.power(BigInteger.valueOf(term.getKey()));
      expected = expected.add(term.getValue().multiply(power));
    }
    if (!found.equals(expected)) {
      throw new WrongResultException(
          "value "
              + at
              + " of row "
              + row
              + " of "
              + subject.name()
              + " is "
              + found
              + ", but BigInteger says "
              + expected);
    }
  }
}
