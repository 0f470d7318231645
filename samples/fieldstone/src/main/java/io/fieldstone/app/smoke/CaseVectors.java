// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.field.IntegerType;
import java.util.ArrayList;
import java.util.List;

/** Makes host vectors of values, and closes all of them at the end. Not thread-safe. */
final class CaseVectors implements AutoCloseable {

  private final PersistentBackend gpu;
  private final ElementForm form;
  private final List<HostVector<?>> vectors = new ArrayList<>();

  /** Makes vectors of a form, but of integers. */
  CaseVectors(PersistentBackend gpu, ElementForm form) {
    this.gpu = gpu;
    this.form = form;
  }

  <F> HostVector<F> of(FiniteField<F> field, List<FieldElement<F>> elements) {
    HostVector<F> vector = add(gpu.hostVector(field, elements.size(), form));
    HostValues.ofElements(vector).put(0, elements);
    return vector;
  }

  <C> HostVector<Affine<C>> of(Curve<C> curve, List<AffinePoint<C>> points) {
    HostVector<Affine<C>> vector = add(gpu.hostVector(curve.affine(), points.size(), form));
    HostValues.ofPoints(vector).put(0, points);
    return vector;
  }

  HostVector<UInt32> of(int... words) {
    HostVector<UInt32> vector = add(gpu.hostVector(IntegerType.UINT32, words.length));
    vector.put(0, words);
    return vector;
  }

  private <T> HostVector<T> add(HostVector<T> vector) {
    vectors.add(vector);
    return vector;
  }

  @Override
  public void close() {
    vectors.forEach(HostVector::close);
  }
}
