// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vector.VectorStorage;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * A vector of elements of one type in memory of its backend: on the host or on the device.
 *
 * <p>The maker owns it and closes it; closing the backend closes it too. Closing waits for nothing,
 * and is safe while the vector is in use: the memory goes back when that has ended. A vector that
 * is dropped without being closed is logged as a warning, and its memory goes back; {@link
 * BackendOptions#withLeakTraces} tells where it was made.
 *
 * @param <T> the type tag of the elements
 */
public abstract sealed class ElementVector<T> implements AutoCloseable
    permits HostVector, DeviceVector {

  private final ElementType<T> type;
  private final VectorRange range;

  /** Notices that nobody refers to it any more; null for a view, which owns nothing. */
  private final Cleaner.@Nullable Cleanable watch;

  /** The backend, or the vector of which this is a view: keeps it from being taken for dropped. */
  private final Object owner;

  ElementVector(Object backend, DeviceContext context, ElementType<T> type, VectorStorage storage) {
    this.owner = backend;
    this.type = type;
    this.range = storage.all();
    this.watch = context.vectors().watch(this, storage);
  }

  /** Makes a view of elements of a vector, which it keeps from being taken for dropped. */
  ElementVector(ElementVector<T> viewed, VectorRange range) {
    this.owner = viewed;
    this.type = viewed.type;
    this.range = range;
    this.watch = null;
  }

  /** {@return the number of elements} */
  public final long size() {
    return range.size();
  }

  /** {@return the size in bytes} */
  public final long bytes() {
    return range.bytes();
  }

  /** {@return what the elements are} */
  public final ElementType<T> type() {
    return type;
  }

  /** {@return the form of the elements} */
  public final ElementForm form() {
    return range.form();
  }

  /** {@return whether {@link #close()} was called, here or on the backend} */
  public final boolean isClosed() {
    return storage().isClosed();
  }

  final Object backend() {
    return owner instanceof ElementVector<?> viewed ? viewed.backend() : owner;
  }

  final VectorStorage storage() {
    return range.storage();
  }

  /** Returns the elements that it is, of its memory. */
  final VectorRange range() {
    return range;
  }

  /**
   * Says what the vector is a part of, for messages: whoever meets one about a table of a library's
   * knows the object that has it, and not the vector.
   *
   * <pre>{@code
   * table.setPartOf("the domain of 2^20 points over bls12_381_fr");
   * }</pre>
   *
   * @param whole what has the vector, and is closed by whoever closes it
   */
  public final void setPartOf(String whole) {
    storage().setPartOf(requireNonNull(whole, "whole"));
  }

  /**
   * Gives the memory back, once nothing uses it; of a view, nothing. Idempotent and thread-safe.
   */
  @Override
  public final void close() {
    if (watch != null) {
      storage().close();
      watch.clean();
    }
  }

  @Override
  public final String toString() {
    return range.toString();
  }
}
