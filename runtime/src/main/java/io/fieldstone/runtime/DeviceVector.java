// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.call.ArgumentRules;
import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.PlacementRules;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vector.VectorStorage.Place;

/**
 * Elements of one type in device memory, for chains of kernels that need not come back to the host.
 *
 * <pre>{@code
 * try (DeviceVector<Bls12381Fp> a = gpu.deviceVector(Bls12381FpField.INSTANCE, 1000)) {
 *   a.upload(host);
 *   kernels.dbl(a, a);
 *   a.download(host);
 * }
 * }</pre>
 *
 * <p>Dispatches, uploads and downloads happen in the order in which they were called. A dispatch
 * returns once it is submitted; {@link #upload} and {@link #download} return once they are done.
 * They throw {@link io.fieldstone.runtime.error.OperationInterruptedException} if the thread is
 * interrupted before the copy is submitted; a copy that was submitted is waited for, since it
 * writes to memory of the caller's. Thread-safe, though two threads that write the same vector do
 * so in no particular order. A new vector's contents are undefined.
 *
 * @param <T> the type tag of the elements
 */
public final class DeviceVector<T> extends ElementVector<T> {

  private final DeviceContext context;

  DeviceVector(Object backend, DeviceContext context, ElementType<T> type, VectorStorage storage) {
    super(backend, context, type, storage);
    this.context = context;
  }

  /** Makes a view of elements of a vector. */
  DeviceVector(ElementVector<T> viewed, VectorRange range, DeviceContext context) {
    super(viewed, range);
    this.context = context;
  }

  /**
   * {@return a view of {@code count} elements: an argument of whatever takes a device vector, and
   * what is uploaded to it is uploaded to this vector}
   *
   * <pre>{@code
   * DeviceVector<Bls12381Fr> low = a.slice(0, n / 2);
   * DeviceVector<Bls12381Fr> high = a.slice(n / 2, n / 2);
   * fr.add(low, high, low);                          // folds the upper half onto the lower
   * high.upload(host.slice(0, n / 2));
   * }</pre>
   *
   * <p>It has no memory of its own, is closed with this vector, and keeps it from being taken for
   * dropped; closing the view does nothing. Views of one call that share elements are the same
   * ones, or none of them is written. Uploads and downloads take views that begin anywhere; kernels
   * take those that begin at a multiple of {@link #sliceStep} elements.
   *
   * @param first the index of the first element
   * @param count the number of elements
   * @throws io.fieldstone.runtime.error.ElementRangeException if the elements are not all in the
   *     vector
   * @throws io.fieldstone.runtime.error.ClosedException if the vector was closed
   */
  public DeviceVector<T> slice(long first, long count) {
    range().requireOpen();
    return new DeviceVector<>(this, range().slice(first, count), context);
  }

  /**
   * {@return the number of elements at whose multiples views begin that kernels can take: 1 for
   * elements of 16 bytes and more on most devices}
   */
  public long sliceStep() {
    return PlacementRules.step(
        type().elementBytes(),
        context.device().plan().report().limits().minStorageBufferOffsetAlignment());
  }

  /**
   * {@return how many buffers of the device the elements lie in: one, unless the vector is larger
   * than a buffer can be} A call takes a dispatch for each, and a cooperative kernel at least as
   * many workgroups.
   */
  public int buffers() {
    return range().buffers();
  }

  /**
   * {@return whether it shares an element with another vector, in whole or in part: what is written
   * to one changes the other then}
   *
   * @param other the other vector
   */
  public boolean overlaps(DeviceVector<?> other) {
    return range().overlaps(other.range());
  }

  /**
   * {@return whether another vector is the same elements: the same vector, or an equal part of it}
   *
   * @param other the other vector
   */
  public boolean isSame(DeviceVector<?> other) {
    return range().isSame(other.range());
  }

  /**
   * Waits until everything is done that was called so far and uses the vector: then the host sees
   * what a view of a host vector was given.
   *
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted;
   *     the dispatches go on
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public void await() {
    context.recordings().refuse("await()", this);
    context
        .device()
        .gate()
        .inside(
            () -> {
              String what = "waiting for " + this;
              context.stream()
                  .await(storage().lastUse(), Deadline.NEVER, what, "while dispatches still run");
              context.stream().awaitCopies(range(), Deadline.NEVER, what, "while copies still run");
            });
  }

  /**
   * Copies all elements of a host vector here.
   *
   * @param source the elements, as many as here
   * @throws LengthMismatchException if the lengths differ
   * @throws io.fieldstone.runtime.error.FormMismatchException if the forms differ
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   */
  public void upload(HostVector<T> source) {
    upload(source.range());
  }

  /**
   * Copies the elements of a part of a host vector here; see {@link #upload(HostVector)}.
   *
   * @param source where the elements come from
   */
  public void upload(HostSlice<T> source) {
    upload(source.range());
  }

  private void upload(VectorRange source) {
    context.recordings().refuse("upload(source)", this);
    copy(source, range());
  }

  /**
   * Copies all elements to a host vector, once the dispatches before are done.
   *
   * @param target where the elements go, as many as here
   * @throws LengthMismatchException if the lengths differ
   * @throws io.fieldstone.runtime.error.FormMismatchException if the forms differ
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   */
  public void download(HostVector<T> target) {
    download(target.range());
  }

  /**
   * Copies all elements to a part of a host vector; see {@link #download(HostVector)}.
   *
   * @param target where the elements go
   */
  public void download(HostSlice<T> target) {
    download(target.range());
  }

  private void download(VectorRange target) {
    context.recordings().refuse("download(target)", this);
    copy(range(), target);
  }

  /**
   * Copies all elements to a new host vector, once the dispatches before are done.
   *
   * @return the vector, closed by the caller
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   * @throws io.fieldstone.runtime.error.ClosedException if this vector or the backend was closed
   */
  public HostVector<T> download() {
    context.recordings().refuse("download()", this);
    HostVector<T> target =
        new HostVector<>(
            backend(),
            context,
            type(),
            context.vectors().allocate(type(), size(), form(), Place.HOST));
    return VectorFactory.copy(target, this);
  }

  /**
   * Starts to copy all elements of a host vector here, beside the dispatches: it returns once the
   * copy is submitted. Dispatches, uploads and downloads that follow and use these elements come
   * after it; others need not wait for it. Parts of a vector are uploaded like this while others
   * are computed with:
   *
   * <pre>{@code
   * long half = n / 2;
   * Transfer second = a.slice(half, half).startUpload(host.slice(half, half));
   * a.slice(0, half).upload(host.slice(0, half));
   * fr.neg(a.slice(0, half), a.slice(0, half));      // while the second half is uploaded
   * fr.neg(a.slice(half, half), a.slice(half, half));
   * second.await();                                  // host may be changed from here on
   * }</pre>
   *
   * <p>It comes after all dispatches that were called before and use one of the two vectors.
   *
   * @param source the elements, as many as here; nobody changes them before the end
   * @return what tells of its end
   * @throws LengthMismatchException if the lengths differ
   * @throws io.fieldstone.runtime.error.FormMismatchException if the forms differ
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     before it is submitted
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   */
  public Transfer startUpload(HostVector<T> source) {
    return startUpload(source.range());
  }

  /**
   * Starts to copy the elements of a part of a host vector here; see {@link
   * #startUpload(HostVector)}.
   *
   * @param source where the elements come from
   * @return what tells of its end
   */
  public Transfer startUpload(HostSlice<T> source) {
    return startUpload(source.range());
  }

  private Transfer startUpload(VectorRange source) {
    context.recordings().refuse("startUpload(source)", this);
    return start(source, range());
  }

  /**
   * Starts to copy all elements to a host vector, once the dispatches before are done that use
   * them, and beside those that do not: it returns once the copy is submitted. Dispatches that
   * follow and write these elements come after it.
   *
   * @param target where the elements go, as many as here; nobody uses it before the end
   * @return what tells of its end
   * @throws LengthMismatchException if the lengths differ
   * @throws io.fieldstone.runtime.error.FormMismatchException if the forms differ
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     before it is submitted
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   */
  public Transfer startDownload(HostVector<T> target) {
    return startDownload(target.range());
  }

  /**
   * Starts to copy all elements to a part of a host vector; see {@link #startDownload(HostVector)}.
   *
   * @param target where the elements go
   * @return what tells of its end
   */
  public Transfer startDownload(HostSlice<T> target) {
    return startDownload(target.range());
  }

  private Transfer startDownload(VectorRange target) {
    context.recordings().refuse("startDownload(target)", this);
    return start(range(), target);
  }

  private Transfer start(VectorRange source, VectorRange target) {
    context.device().gate().inside(() -> requireAlike(source, target));
    return new Transfer(context, context.transfers().start(source, target));
  }

  private void copy(VectorRange source, VectorRange target) {
    // Inside the gate, so that no vector is found closed because the JVM exits.
    context.device().gate().inside(() -> requireAlike(source, target));
    context.transfers().copy(source, target);
  }

  private void requireAlike(VectorRange source, VectorRange target) {
    ArgumentRules.requireMember(context.device(), source.type(), "source", source);
    ArgumentRules.requireMember(context.device(), source.type(), "target", target);
    ArgumentRules.requireLength("target", target, source.size());
    ArgumentRules.requireForm("target", target, source.form());
    if (source.overlaps(target)) {
      throw new BindingException("source and target share some elements");
    }
  }
}
