// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * {@link BigIntegerTransform} over an extension field, whose elements are several BigIntegers.
 *
 * @param <F> the field's type tag
 */
final class ElementTransform<F> {

  private final List<FieldElement<F>> roots;
  private final List<FieldElement<F>> elements;

  ElementTransform(FiniteField<F> field, int logSize) {
    int size = 1 << logSize;
    FieldElement<F> root = ((ExtensionField<F>) field).rootOfUnity(logSize);
    this.roots = Stream.iterate(field.one(), root::multiply).limit(Math.max(size / 2, 1)).toList();
    Random random = new Random(1);
    this.elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(
          field.element(
              Stream.generate(
                      () -> new BigInteger(field.primeField().modulus().bitLength() - 1, random))
                  .limit(field.components())
                  .toList()));
    }
  }

  /** Returns the shortest time of some runs; see {@link BigIntegerTransform#leastNanos}. */
  long nanos(Duration atLeast) {
    return BigIntegerTransform.leastNanos(this::transform, atLeast);
  }

  private void transform() {
    int size = elements.size();
    for (int half = size / 2; half > 0; half /= 2) {
      int step = size / 2 / half;
      for (int block = 0; block < size; block += 2 * half) {
        for (int i = 0; i < half; i++) {
          FieldElement<F> x = elements.get(block + i);
          FieldElement<F> y = elements.get(block + i + half);
          elements.set(block + i, x.add(y));
          elements.set(block + i + half, x.subtract(y).multiply(roots.get(i * step)));
        }
      }
    }
  }
}
