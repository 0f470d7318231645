// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A vector of field elements in memory of its backend: on the host or on the device.
 *
 * <p>The maker owns it and closes it; closing the backend closes it too. Closing while a job uses
 * it is safe: the memory goes when the job has ended.
 *
 * @param <F> the field's type tag
 */
public abstract sealed class FieldVector<F> implements AutoCloseable
    permits HostVector, DeviceVector {

  private final PersistentBackend backend;
  private final Field<F> field;
  private final long size;
  private final ElementForm form;
  private final SegmentLayout layout;
  private final GpuBuffer[] segments;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** The owner and every running job; the memory goes when it falls to zero. */
  private final AtomicInteger users = new AtomicInteger(1);

  FieldVector(
      PersistentBackend backend,
      Field<F> field,
      long size,
      ElementForm form,
      SegmentLayout layout,
      GpuBuffer[] segments) {
    this.backend = backend;
    this.field = field;
    this.size = size;
    this.form = form;
    this.layout = layout;
    this.segments = segments;
  }

  /** Returns the number of elements. */
  public final long size() {
    return size;
  }

  /** Returns the size in bytes. */
  public final long bytes() {
    return size * layout.elementBytes();
  }

  /** Returns the field. */
  public final Field<F> field() {
    return field;
  }

  /** Returns the form of the elements. */
  public final ElementForm form() {
    return form;
  }

  /** Returns the backend that owns the memory. */
  public final PersistentBackend backend() {
    return backend;
  }

  /** Returns whether {@link #close()} was called, here or on the backend. */
  public final boolean isClosed() {
    return closed.get();
  }

  final SegmentLayout layout() {
    return layout;
  }

  final GpuBuffer[] segments() {
    return segments;
  }

  /** Throws if the vector was closed. */
  final void requireOpen() {
    if (closed.get()) {
      throw new ClosedException(this + " was closed");
    }
  }

  /** Keeps the memory until {@link #release}. */
  final void retain() {
    int count;
    do {
      requireOpen();
      count = users.get();
    } while (count == 0 || !users.compareAndSet(count, count + 1));
  }

  final void release() {
    if (users.decrementAndGet() == 0) {
      free();
    }
  }

  private void free() {
    awaitDevice();
    backend.vectors().free(this);
  }

  /** Waits until the device no longer uses the memory. */
  abstract void awaitDevice();

  /** Frees the memory, once no job uses it. Idempotent and thread-safe. */
  @Override
  public final void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "<" + field + ">[" + size + "]";
  }
}
