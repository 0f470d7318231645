// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import org.jspecify.annotations.Nullable;

/** Batch inversion and the scratch vector that it needs. Thread-safe. */
final class Inversion<F> implements AutoCloseable {

  private final PersistentBackend backend;
  private final Field<F> field;
  private final ProductKernels<F> kernels;

  /** As long as the last vector that was inverted: a chain inverts the same length repeatedly. */
  private @Nullable DeviceVector<F> scratch;

  private boolean closed;

  Inversion(PersistentBackend backend, Field<F> field, ProductKernels<F> kernels) {
    this.backend = backend;
    this.field = field;
    this.kernels = kernels;
  }

  synchronized void invert(DeviceVector<F> a, DeviceVector<F> out) {
    requireOpen();
    if (backend.isRecording()) {
      // The program's own: the next vector that is inverted may have another length.
      try (DeviceVector<F> own = backend.deviceVector(field, a.size(), a.form())) {
        kernels.batchInverse(a, own, out);
      }
    } else {
      kernels.batchInverse(a, scratchLike(a), out);
    }
  }

  HostVector<F> invert(HostVector<F> a) {
    backend.requireNotRecording("inv(a)");
    try (DeviceVector<F> x = backend.deviceVector(field, a.size(), a.form())) {
      x.upload(a);
      invert(x, x);
      HostVector<F> out = backend.hostVector(field, a.size(), a.form());
      boolean done = false;
      try {
        x.download(out);
        done = true;
        return out;
      } finally {
        if (!done) {
          out.close();
        }
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException("the vector operations on " + field + " were closed");
    }
  }

  private DeviceVector<F> scratchLike(DeviceVector<F> a) {
    DeviceVector<F> kept = scratch;
    ElementForm form = a.form();
    if (kept == null || kept.isClosed() || kept.size() != a.size() || kept.form() != form) {
      freeScratch();
      kept = backend.deviceVector(field, a.size(), form);
      scratch = kept;
    }
    return kept;
  }

  private void freeScratch() {
    DeviceVector<F> kept = scratch;
    scratch = null;
    if (kept != null) {
      kept.close();
    }
  }

  /** Frees the scratch vector. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    freeScratch();
  }
}
