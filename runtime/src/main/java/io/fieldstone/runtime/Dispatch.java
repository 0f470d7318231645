// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A dispatch of a kernel on device vectors: bind all vectors and push constants, submit, close.
 *
 * <pre>{@code
 * try (Dispatch<F> dispatch = kernel.dispatch()) {
 *   dispatch.bind(0, a);
 *   dispatch.bind(1, out);
 *   dispatch.submit();
 * }
 * }</pre>
 *
 * <p>There is one per kernel, made once and used again and again: a dispatch allocates nothing on
 * the Java heap, and one with the same vectors as an earlier one submits commands that are already
 * recorded. It belongs to one thread between {@link Kernel#dispatch()} and {@link #close()}.
 *
 * @param <F> the field's type tag
 */
public final class Dispatch<F> implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(Dispatch.class.getName());
  private static final long OWNER_SECONDS = 5;

  private final Kernel<F> kernel;
  private final PersistentBackend backend;
  private final List<BindingDescriptor> bindings;
  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable DeviceVector<F>[] vectors;
  private final PushConstants pushConstants;

  @SuppressWarnings({"unchecked", "rawtypes"})
  Dispatch(Kernel<F> kernel) {
    this.kernel = kernel;
    this.backend = kernel.backend();
    this.bindings = kernel.descriptor().bindings();
    this.vectors = new @Nullable DeviceVector[bindings.size()];
    this.pushConstants = new PushConstants(kernel.descriptor(), kernel.field());
  }

  Dispatch<F> open() {
    lock.lock();
    return this;
  }

  /**
   * Binds a vector to the kernel's vector parameter number {@code index}.
   *
   * @throws BindingException if there is no such parameter
   */
  public void bind(int index, DeviceVector<F> vector) {
    requireOwner();
    if (index < 0 || index >= vectors.length) {
      throw new BindingException(kernel + " has no vector parameter " + index);
    }
    vectors[index] = vector;
  }

  /** Sets push constant number {@code index}, which is an {@code int}. */
  public void push(int index, int value) {
    requireOwner();
    pushConstants.put(index, value);
  }

  /** Sets push constant number {@code index}, which is a {@code long}. */
  public void push(int index, long value) {
    requireOwner();
    pushConstants.put(index, value);
  }

  /** Sets push constant number {@code index}, which is a {@code float}. */
  public void push(int index, float value) {
    requireOwner();
    pushConstants.put(index, value);
  }

  /** Sets push constant number {@code index}, which is a {@code double}. */
  public void push(int index, double value) {
    requireOwner();
    pushConstants.put(index, value);
  }

  /**
   * Sets push constant number {@code index}, which is an element of the field. It is given in
   * canonical form; the kernel sees it in the form of the vectors.
   *
   * @throws io.fieldstone.runtime.error.ElementRangeException if it is not in [0, p)
   */
  public void push(int index, BigInteger value) {
    requireOwner();
    pushConstants.put(index, value);
  }

  private void requireOwner() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("this dispatch is not open in this thread");
    }
  }

  /**
   * Submits the dispatch and returns; later dispatches, uploads and downloads see its results.
   *
   * @throws BindingException if a vector is not bound
   * @throws io.fieldstone.runtime.error.LengthMismatchException if the vectors differ in length
   * @throws io.fieldstone.runtime.error.FormMismatchException if they differ in form
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   */
  public void submit() {
    requireOwner();
    backend.requireOpen();
    DeviceVector<F> first = bound(0);
    for (int i = 0; i < vectors.length; i++) {
      Agreement.require(backend, kernel.field(), first, bindings.get(i).name(), bound(i));
    }
    int retained = 0;
    try {
      while (retained < vectors.length) {
        bound(retained).retain();
        retained++;
      }
      pushConstants.setForm(first.form());
      run(first.layout(), first.size(), first.form());
    } finally {
      while (retained > 0) {
        bound(--retained).release();
      }
    }
  }

  private DeviceVector<F> bound(int index) {
    DeviceVector<F> vector = vectors[index];
    if (vector == null) {
      throw new BindingException(kernel + ": nothing is bound to " + bindings.get(index).name());
    }
    return vector;
  }

  private void run(SegmentLayout layout, long size, ElementForm form) {
    DispatchRing ring = kernel.variant(form).ring();
    long window = backend.maxBindingElements(layout);
    long first = 0;
    while (first < size) {
      long count = Math.min(window, layout.run(first, size - first));
      long done = ring.submit(vectors, layout, first, count, pushConstants);
      for (int i = 0; i < vectors.length; i++) {
        bound(i).usedUntil(done);
      }
      first += count;
    }
  }

  /** Ends the dispatch; what was submitted goes on. Closing one that is not open does nothing. */
  @Override
  public void close() {
    if (!lock.isHeldByCurrentThread()) {
      return;
    }
    pushConstants.clear();
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = null;
    }
    lock.unlock();
  }

  /**
   * Waits for the thread that the dispatch is open in. Called when the backend is closed, after
   * which no dispatch is submitted; a thread that died or never closes its dispatch must not stop
   * that.
   */
  void awaitOwner() {
    boolean owned = false;
    try {
      owned = lock.tryLock(OWNER_SECONDS, TimeUnit.SECONDS);
      if (!owned) {
        LOGGER.log(Level.WARNING, "a dispatch of {0} was never closed", kernel);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (owned) {
        lock.unlock();
      }
    }
  }
}
