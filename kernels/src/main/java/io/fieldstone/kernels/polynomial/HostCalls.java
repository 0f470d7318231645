// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import java.util.function.BiConsumer;

/** Operations on device vectors for what is in host memory: up, the operation, down. */
final class HostCalls {

  private HostCalls() {}

  /** An operation of two operands. */
  interface Binary<F> {
    void apply(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out);
  }

  /** Returns the result of {@code size} elements, which is the caller's to close. */
  static <F> HostVector<F> unary(
      PersistentBackend backend,
      HostVector<F> a,
      long size,
      BiConsumer<DeviceVector<F>, DeviceVector<F>> operation) {
    try (DeviceVector<F> on = backend.upload(a);
        DeviceVector<F> out = backend.deviceVector(a.type(), size, a.form())) {
      operation.accept(on, out);
      return out.download();
    }
  }

  /** Returns the same of two operands. */
  static <F> HostVector<F> binary(
      PersistentBackend backend, HostVector<F> a, HostVector<F> b, long size, Binary<F> operation) {
    if (b == a) {
      return unary(backend, a, size, (x, out) -> operation.apply(x, x, out));
    }
    try (DeviceVector<F> second = backend.upload(b)) {
      return unary(backend, a, size, (x, out) -> operation.apply(x, second, out));
    }
  }
}
