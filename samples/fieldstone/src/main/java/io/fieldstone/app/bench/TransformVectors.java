// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.kernels.FieldExtensionOperations;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FiniteField;

/**
 * What benches of transforms do with vectors over any field, beside transforming them.
 *
 * @param <F> the field's type tag
 */
interface TransformVectors<F> extends AutoCloseable {

  /** Returns those of a prime field or an extension. */
  static <F> TransformVectors<F> of(PersistentBackend gpu, FiniteField<F> field) {
    if (field instanceof Field<F> prime) {
      return new OfPrimeField<>(FieldOperations.of(gpu, prime));
    }
    return new OfExtension<>(FieldExtensionOperations.of(gpu, (ExtensionField<F>) field));
  }

  /** Writes -a, which takes what a copy does. */
  void negate(DeviceVector<F> a, DeviceVector<F> out);

  /** Writes zeros. */
  void zero(DeviceVector<F> out);

  /** Returns whether two vectors have the same elements. */
  boolean equal(DeviceVector<F> a, DeviceVector<F> b);

  @Override
  void close();

  /** On the device. */
  record OfPrimeField<F>(FieldOperations<F> operations) implements TransformVectors<F> {

    @Override
    public void negate(DeviceVector<F> a, DeviceVector<F> out) {
      operations.neg(a, out);
    }

    @Override
    public void zero(DeviceVector<F> out) {
      operations.sub(out, out, out);
    }

    @Override
    public boolean equal(DeviceVector<F> a, DeviceVector<F> b) {
      return operations.equal(a, b);
    }

    @Override
    public void close() {
      operations.close();
    }
  }

  /** Of which there is no kernel that compares: that is done on the host. */
  record OfExtension<F>(FieldExtensionOperations<F> operations) implements TransformVectors<F> {

    @Override
    public void negate(DeviceVector<F> a, DeviceVector<F> out) {
      operations.neg(a, out);
    }

    @Override
    public void zero(DeviceVector<F> out) {
      operations.sub(out, out, out);
    }

    @Override
    public boolean equal(DeviceVector<F> a, DeviceVector<F> b) {
      try (HostVector<F> ofA = a.download();
          HostVector<F> ofB = b.download()) {
        return HostBlocks.equal(ofA, ofB);
      }
    }

    @Override
    public void close() {
      operations.close();
    }
  }
}
