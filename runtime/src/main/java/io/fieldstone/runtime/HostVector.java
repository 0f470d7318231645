// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.event.StageLog;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import io.fieldstone.runtime.vector.HostElements;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Field elements in host memory that the device can reach: off-heap, page-aligned, little-endian
 * limbs, element after element. Jobs read and write it without another copy.
 *
 * <pre>{@code
 * try (HostVector<Bls12381Fp> a = gpu.hostVector(Bls12381FpField.INSTANCE, 1000)) {
 *   a.set(0, BigInteger.TWO);
 *   a.put(1, ByteBuffer.wrap(bytes));                // bulk, as little-endian bytes
 *   a.slice(500, 100).get(target);                   // a part of it
 * }
 * }</pre>
 *
 * <p>A new vector's contents are undefined. Elements may be accessed from several threads as those
 * of an array may, but not while a job that uses the vector runs. Access after close throws {@link
 * io.fieldstone.runtime.error.ClosedException}.
 *
 * @param <F> the field's type tag
 */
public final class HostVector<F> extends FieldVector<F> {

  private final HostElements elements;

  HostVector(Object backend, DeviceContext context, Field<F> field, VectorStorage storage) {
    super(backend, context, field, storage);
    this.elements = new HostElements(storage);
  }

  /**
   * Returns element {@code i}, in the form of the vector.
   *
   * @throws ElementRangeException if {@code i} is negative or not below the size
   */
  public BigInteger get(long i) {
    return elements.get(i);
  }

  /**
   * Sets element {@code i}, in the form of the vector.
   *
   * @throws ElementRangeException if {@code value} is negative or not below the modulus (for an
   *     {@link ElementForm#UNREDUCED} vector: not below 2^bits, for the bits of all limbs), or
   *     {@code i} not below the size
   */
  public void set(long i, BigInteger value) {
    elements.set(i, value);
  }

  /**
   * Copies the remaining bytes of {@code source} to the elements from {@code first} on: limbs in
   * the form of the vector, least significant byte first. Not checked; see {@link #requireReduced}.
   *
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws ElementRangeException if they are more elements than there are from {@code first} on
   */
  public void put(long first, ByteBuffer source) {
    long begin = copyBegins();
    int bytes = source.remaining();
    elements.put(first, source);
    copied(Stage.COPY_IN, bytes, begin);
  }

  /**
   * Copies the elements from {@code first} on to {@code target}, until it has no more room.
   *
   * @throws io.fieldstone.runtime.error.LengthMismatchException if its room is no whole number of
   *     elements
   * @throws ElementRangeException if it has room for more elements than there are from {@code
   *     first} on
   */
  public void get(long first, ByteBuffer target) {
    long begin = copyBegins();
    int bytes = target.remaining();
    elements.get(first, target);
    copied(Stage.COPY_OUT, bytes, begin);
  }

  private long copyBegins() {
    return device().stages() == null ? 0 : System.nanoTime();
  }

  private void copied(Stage stage, long bytes, long begin) {
    StageLog log = device().stages();
    if (log != null && begin != 0) {
      log.add(
          new StageTime(
              stage,
              "host vector",
              Thread.currentThread().getName(),
              bytes / field().elementBytes(),
              bytes,
              begin,
              System.nanoTime(),
              false));
    }
  }

  private OpenDevice device() {
    return storage().device();
  }

  /**
   * Returns a view of {@code count} elements: what is written to it is written to the vector. It
   * lasts as long as the vector.
   *
   * @throws ElementRangeException if the elements are not all in the vector
   * @throws io.fieldstone.runtime.error.ClosedException if the vector was closed
   */
  public HostSlice<F> slice(long first, long count) {
    elements.requireOpen();
    return new HostSlice<>(this, first, count);
  }

  /**
   * Checks that every element is below the modulus; kernels are only right on such elements. Runs
   * on all cores.
   *
   * @throws ElementRangeException naming the first element that is not
   */
  public void requireReduced() {
    elements.requireReduced();
  }

  HostElements elements() {
    return elements;
  }
}
