// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import io.fieldstone.kernels.check.ElementChecks;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ElementVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;

/**
 * What operations need on the device while they run, each as long as it was the last time; that of
 * a recording is the program's. Not thread-safe.
 */
final class PolynomialMemory<F> implements AutoCloseable {

  /** Totals of chunks, of the totals of chunks, and so on: 32^7 elements and more. */
  static final int MOST_LEVELS = 7;

  static final int TOTALS = 0;
  static final int CARRIES = TOTALS + MOST_LEVELS;
  static final int POWERS = CARRIES + MOST_LEVELS;
  static final int DIGITS = POWERS + 1;
  static final int FIRST_WORK = DIGITS + 1;
  static final int SECOND_WORK = FIRST_WORK + 1;
  static final int SUM = SECOND_WORK + 1;
  static final int HIT = SUM + 1;
  static final int SCALAR = HIT + 1;
  static final int SECOND_SCALAR = SCALAR + 1;
  private static final int SLOTS = SECOND_SCALAR + 1;

  private final PersistentBackend backend;
  private final Field<F> field;
  private final WorkMemory<F> work;
  private final Map<ElementForm, HostVector<F>> sources = new EnumMap<>(ElementForm.class);
  private final Map<ElementForm, HostVector<F>> results = new EnumMap<>(ElementForm.class);

  PolynomialMemory(PersistentBackend backend, Field<F> field) {
    this.backend = backend;
    this.field = field;
    this.work = new WorkMemory<>(backend, field, SLOTS);
  }

  void requireOpen() {
    if (work.isClosed()) {
      throw new ClosedException("the polynomial operations on " + field + " were closed");
    }
  }

  /** Returns a vector of {@code size} elements, whatever they are. */
  DeviceVector<F> vector(int slot, long size, ElementForm form) {
    requireOpen();
    return work.vector(slot, size, form);
  }

  /** Returns a value as a vector of one element; an upload cannot be recorded, host memory can. */
  DeviceVector<F> scalar(String name, int slot, BigInteger value, ElementForm form) {
    requireOpen();
    ElementChecks.requireElement(name, value, field);
    if (backend.isRecording()) {
      HostVector<F> own = work.ofRecording(backend.hostVector(field, 1, form));
      own.set(0, value);
      return own.asDeviceVector();
    }
    HostVector<F> source = sources.computeIfAbsent(form, f -> backend.hostVector(field, 1, f));
    source.set(0, value);
    DeviceVector<F> scalar = vector(slot, 1, form);
    scalar.upload(source);
    return scalar;
  }

  /** Returns host memory of one element, for a result that is waited for. */
  HostVector<F> result(ElementForm form) {
    requireOpen();
    return results.computeIfAbsent(form, f -> backend.hostVector(field, 1, f));
  }

  /** Ends a call: what was made for a recording lives on in the program only. */
  void endCall() {
    work.endCall();
  }

  /** Frees all vectors. Idempotent. */
  @Override
  public void close() {
    work.close();
    sources.values().forEach(ElementVector::close);
    results.values().forEach(ElementVector::close);
    sources.clear();
    results.clear();
  }
}
