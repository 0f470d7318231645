// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FiniteField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a domain has on the device. Thread-safe. */
final class DomainMemory<F> implements AutoCloseable {

  private final PersistentBackend backend;
  private final FiniteField<F> field;
  private final int logSize;
  private final List<DeviceVector<F>> owned = new ArrayList<>();
  private @Nullable DeviceVector<F> scratch;

  /** What the last vector from host memory was in. */
  private @Nullable DeviceVector<F> visitor;

  private boolean closed;

  DomainMemory(PersistentBackend backend, FiniteField<F> field, int logSize) {
    this.backend = backend;
    this.field = field;
    this.logSize = logSize;
  }

  /** Takes a vector, and frees it with the others. */
  synchronized DeviceVector<F> own(DeviceVector<F> vector) {
    if (closed) {
      vector.close();
    }
    requireOpen();
    vector.setPartOf(DomainArguments.name(field, logSize));
    owned.add(vector);
    return vector;
  }

  /** Frees a vector before the others. */
  synchronized void release(DeviceVector<F> vector) {
    owned.remove(vector);
    vector.close();
  }

  /** Returns how many bytes the vectors have that it frees and that are not closed. */
  synchronized long bytes() {
    return owned.stream().filter(vector -> !vector.isClosed()).mapToLong(DeviceVector::bytes).sum();
  }

  /** Returns one element, which stands for a vector that is not used. */
  DeviceVector<F> spare(ElementForm form) {
    return own(backend.deviceVector(field, 1, form));
  }

  /**
   * Returns memory for what passes leave to the next one: until the next call, whose passes come
   * after those of this one. The caller holds this object's monitor meanwhile.
   */
  synchronized DeviceVector<F> scratch(long length, ElementForm form) {
    requireOpen();
    DeviceVector<F> kept = scratch;
    if (kept == null || kept.isClosed() || kept.size() != length || kept.form() != form) {
      if (kept != null) {
        kept.close();
        scratch = null;
      }
      kept = backend.deviceVector(field, length, form);
      scratch = kept;
    }
    return kept;
  }

  /**
   * Returns memory for a vector that is on the device while it is transformed, to be {@linkplain
   * #giveBack given back}: to allocate it takes longer than to transform it.
   */
  DeviceVector<F> take(long length, ElementForm form) {
    synchronized (this) {
      requireOpen();
      DeviceVector<F> kept = visitor;
      visitor = null;
      if (kept != null && kept.size() == length && kept.form() == form && !kept.isClosed()) {
        return kept;
      }
      if (kept != null) {
        kept.close();
      }
    }
    return backend.deviceVector(field, length, form);
  }

  /** Takes back what {@link #take} has returned, for the next call. */
  synchronized void giveBack(DeviceVector<F> vector) {
    if (closed || visitor != null) {
      vector.close();
    } else {
      visitor = vector;
    }
  }

  synchronized void requireOpen() {
    if (closed) {
      throw new ClosedException(
          "the domain of 2^" + logSize + " points over " + field + " was closed");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    owned.forEach(DeviceVector::close);
    owned.clear();
    if (scratch != null) {
      scratch.close();
      scratch = null;
    }
    if (visitor != null) {
      visitor.close();
      visitor = null;
    }
  }
}
