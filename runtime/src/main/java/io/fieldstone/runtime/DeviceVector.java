// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Field elements in device memory, for chains of kernels that need not come back to the host.
 *
 * <pre>{@code
 * try (DeviceVector<Bls12381Fp> a = gpu.deviceVector(Bls12381FpField.INSTANCE, 1000)) {
 *   a.upload(host);
 *   kernels.doubled(a, a);
 *   a.download(host);
 * }
 * }</pre>
 *
 * <p>Dispatches, uploads and downloads happen in the order in which they were called. A dispatch
 * returns once it is submitted; {@link #upload} and {@link #download} return once they are done.
 * Thread-safe, though two threads that write the same vector do so in no particular order. A new
 * vector's contents are undefined.
 *
 * @param <F> the field's type tag
 */
public final class DeviceVector<F> extends FieldVector<F> {

  /** The compute timeline's value that the last dispatch on this vector reaches. */
  private final AtomicLong lastUse = new AtomicLong();

  DeviceVector(
      PersistentBackend backend,
      Field<F> field,
      long size,
      ElementForm form,
      SegmentLayout layout,
      GpuBuffer[] segments) {
    super(backend, field, size, form, layout, segments);
  }

  /**
   * Copies all elements of a host vector here.
   *
   * @throws LengthMismatchException if the lengths differ
   * @throws io.fieldstone.runtime.error.FormMismatchException if the forms differ
   */
  public void upload(HostVector<F> source) {
    backend().transfers().copy(source, this);
  }

  /**
   * Copies all elements to a host vector, once the dispatches before are done.
   *
   * @throws LengthMismatchException if the lengths differ
   * @throws io.fieldstone.runtime.error.FormMismatchException if the forms differ
   */
  public void download(HostVector<F> target) {
    backend().transfers().copy(this, target);
  }

  /** Notes that the device uses the vector until the compute timeline reaches {@code value}. */
  void usedUntil(long value) {
    long last;
    do {
      last = lastUse.get();
    } while (last < value && !lastUse.compareAndSet(last, value));
  }

  /** Returns whether no dispatch that was submitted still uses the vector. */
  boolean isIdle() {
    return backend().device().compute().timeline().reached(lastUse.get());
  }

  @Override
  void awaitDevice() {
    try {
      backend().device().compute().timeline().await(lastUse.get());
    } catch (DeviceLostException e) {
      // Nothing runs on a lost device.
    }
  }
}
