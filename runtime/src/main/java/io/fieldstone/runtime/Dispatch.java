// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.Extent;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.LengthMismatchException;
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
 * <p>Vectors above a device's buffer limit take several dispatches, one after the other. Those of a
 * cooperative kernel divide its workgroups between them, in the order of the elements and at least
 * one each; they are dispatched over no elements too, since every workgroup has a result to write.
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
  private final Agreement agreement;
  private final boolean cooperative;
  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable DeviceVector<F>[] vectors;
  private final PushConstants pushConstants;

  @SuppressWarnings({"unchecked", "rawtypes"})
  Dispatch(Kernel<F> kernel) {
    this.kernel = kernel;
    this.backend = kernel.backend();
    this.bindings = kernel.descriptor().bindings();
    this.agreement = kernel.agreement();
    this.cooperative = kernel.descriptor().cooperative();
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
   * @throws LengthMismatchException if the vectors differ in length; for a cooperative kernel, if
   *     there are too few or too many workgroups for the elements
   * @throws io.fieldstone.runtime.error.FormMismatchException if they differ in form, or one has
   *     not the form that the kernel asks for
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   */
  public void submit() {
    requireOwner();
    backend.requireOpen();
    for (int i = 0; i < vectors.length; i++) {
      bound(i);
    }
    agreement.require(vectors);
    ElementForm form = agreement.formOfCall(vectors);
    int retained = 0;
    try {
      while (retained < vectors.length) {
        bound(retained).retain();
        retained++;
      }
      pushConstants.setForm(form);
      KernelVariant variant = kernel.variant(form, Residence.DEVICE);
      GpuTimer timer = backend.activeTimers().get();
      DispatchRing ring = timer == null ? variant.ring() : variant.measuredRing();
      if (cooperative) {
        runCooperatively(ring, timer);
      } else {
        run(ring, timer);
      }
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

  private void run(DispatchRing ring, @Nullable GpuTimer timer) {
    SegmentLayout layout = bound(0).layout();
    long size = bound(0).size();
    long window = backend.maxBindingElements(layout);
    long first = 0;
    while (first < size) {
      long count = Math.min(window, layout.run(first, size - first));
      used(ring.submit(vectors, first, count, kernel.workgroups(count), pushConstants, timer));
      first += count;
    }
  }

  /** Runs workgroups over the elements, also over none: every workgroup has a result to write. */
  private void runCooperatively(DispatchRing ring, @Nullable GpuTimer timer) {
    agreement.requireWorkgroupsApart(vectors);
    SegmentLayout layout = bound(0).layout();
    long size = agreement.size(vectors, Extent.ELEMENTS);
    long workgroups = agreement.size(vectors, Extent.WORKGROUPS);
    long window = backend.maxBindingElements(layout);
    long windows = WorkgroupShare.windows(layout, size, window);
    requireWorkgroups(workgroups, Math.min(window, layout.segmentElements()), windows);
    long first = 0;
    long firstWorkgroup = 0;
    for (long i = 0; i < windows; i++) {
      long count = Math.min(window, layout.run(first, size - first));
      long end = WorkgroupShare.end(workgroups, windows, i, firstWorkgroup, first + count, size);
      pushConstants.setFirstWorkgroup(firstWorkgroup);
      used(ring.submit(vectors, first, count, (int) (end - firstWorkgroup), pushConstants, timer));
      first += count;
      firstWorkgroup = end;
    }
  }

  private void requireWorkgroups(long workgroups, long mostOfOneBinding, long windows) {
    long most =
        Math.min(mostOfOneBinding, backend.plan().report().limits().maxComputeWorkGroupCountX());
    if (workgroups < windows || workgroups > most) {
      WorkgroupShare.require(kernel.toString(), workgroups, windows, most);
    }
  }

  private void used(long done) {
    for (int i = 0; i < vectors.length; i++) {
      bound(i).usedUntil(done);
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
