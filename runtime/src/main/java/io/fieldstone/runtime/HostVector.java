// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;
import org.lwjgl.system.MemoryUtil;

/**
 * Field elements in host memory that the device can reach: off-heap, page-aligned, little-endian
 * limbs, element after element. Jobs read and write it without another copy.
 *
 * <pre>{@code
 * try (HostVector<Bls12381Fp> a = gpu.hostVector(Bls12381FpField.INSTANCE, 1000)) {
 *   a.set(0, BigInteger.TWO);
 *   a.slice(0, a.contiguous(0)).put(bytes);          // bulk, as a little-endian ByteBuffer
 * }
 * }</pre>
 *
 * <p>A new vector's contents are undefined. Elements may be accessed from several threads as those
 * of an array may, but not while a job that uses the vector runs.
 *
 * @param <F> the field's type tag
 */
public final class HostVector<F> extends FieldVector<F> {

  private static final int CHECK_BLOCK = 1 << 14;

  private final long[] modulusWords;
  private final BigInteger bound;

  HostVector(
      PersistentBackend backend,
      Field<F> field,
      long size,
      ElementForm form,
      SegmentLayout layout,
      GpuBuffer[] segments) {
    super(backend, field, size, form, layout, segments);
    this.modulusWords = ElementWords.of(field.modulus(), field.shape());
    this.bound =
        form == ElementForm.UNREDUCED
            ? BigInteger.ONE.shiftLeft(field.elementBytes() * Byte.SIZE)
            : field.modulus();
  }

  /** Returns element {@code i}, in the form of the vector. */
  public BigInteger get(long i) {
    retain();
    try {
      byte[] bytes = new byte[layout().elementBytes()];
      long address = address(i);
      for (int b = 0; b < bytes.length; b++) {
        bytes[bytes.length - 1 - b] = MemoryUtil.memGetByte(address + b);
      }
      return new BigInteger(1, bytes);
    } finally {
      release();
    }
  }

  /**
   * Sets element {@code i}, in the form of the vector.
   *
   * @throws ElementRangeException if {@code value} is negative or not below the modulus (for an
   *     {@link ElementForm#UNREDUCED} vector: not below 2^bits, for the bits of all limbs), or
   *     {@code i} not below the size
   */
  public void set(long i, BigInteger value) {
    retain();
    try {
      long address = address(i);
      if (value.signum() < 0 || value.compareTo(bound) >= 0) {
        throw new ElementRangeException(
            "element "
                + i
                + " is not in "
                + range()
                + " of "
                + field()
                + ": 0x"
                + value.toString(16));
      }
      long[] words = ElementWords.of(value, field().shape());
      for (int w = 0; w < words.length; w++) {
        MemoryUtil.memPutInt(address + (long) w * Integer.BYTES, (int) words[w]);
      }
    } finally {
      release();
    }
  }

  private String range() {
    return form() == ElementForm.UNREDUCED ? "[0, 2^" + (bound.bitLength() - 1) + ")" : "[0, p)";
  }

  /**
   * Returns how many elements from {@code first} on {@link #slice} can give at once; 0 at the end.
   *
   * @throws ElementRangeException if {@code first} is negative or above the size
   */
  public int contiguous(long first) {
    requireRange(first, 0);
    long run = layout().run(first, size() - first);
    return (int) Math.min(run, Integer.MAX_VALUE / layout().elementBytes());
  }

  /**
   * Returns a view of the memory of {@code count} elements, little-endian; a write is a write to
   * the vector. The view must not be used after the vector is closed.
   *
   * @throws ElementRangeException if the elements are not all in the vector
   * @throws IllegalArgumentException if {@code count} exceeds {@link #contiguous}
   */
  public ByteBuffer slice(long first, int count) {
    requireRange(first, count);
    if (count > contiguous(first)) {
      throw new IllegalArgumentException(
          "only " + contiguous(first) + " elements are contiguous from " + first + " on");
    }
    ByteBuffer view =
        count == 0
            ? ByteBuffer.allocateDirect(0)
            : MemoryUtil.memByteBuffer(address(first), count * layout().elementBytes());
    return view.order(ByteOrder.LITTLE_ENDIAN);
  }

  private void requireRange(long first, long count) {
    requireOpen();
    if (count < 0 || first < 0 || first > size() - count) {
      throw new ElementRangeException(
          "elements " + first + " .. " + (first + count) + " are not all in " + this);
    }
  }

  /**
   * Checks that every element is below the modulus; kernels are only right on such elements. Runs
   * on all cores.
   *
   * @throws ElementRangeException naming the first element that is not
   */
  public void requireReduced() {
    retain();
    try {
      checkReduced();
    } finally {
      release();
    }
  }

  private void checkReduced() {
    long blocks = (size() + CHECK_BLOCK - 1) / CHECK_BLOCK;
    LongStream.range(0, blocks)
        .parallel()
        .map(block -> firstUnreduced(block * CHECK_BLOCK))
        .filter(i -> i >= 0)
        .min()
        .ifPresent(
            i -> {
              throw new ElementRangeException(
                  "element "
                      + i
                      + " is not below the modulus of "
                      + field()
                      + ": 0x"
                      + get(i).toString(16));
            });
  }

  private long firstUnreduced(long first) {
    long end = Math.min(size(), first + CHECK_BLOCK);
    for (long i = first; i < end; i++) {
      if (!reduced(address(i))) {
        return i;
      }
    }
    return -1;
  }

  private boolean reduced(long address) {
    for (int w = modulusWords.length - 1; w >= 0; w--) {
      long word = Integer.toUnsignedLong(MemoryUtil.memGetInt(address + (long) w * Integer.BYTES));
      if (word != modulusWords[w]) {
        return word < modulusWords[w];
      }
    }
    return false;
  }

  private long address(long i) {
    requireOpen();
    if (i < 0 || i >= size()) {
      throw new ElementRangeException("element " + i + " is not in " + this);
    }
    return segments()[layout().segment(i)].address() + layout().offset(i);
  }

  @Override
  void awaitDevice() {
    // Jobs retain their vectors until the device is done.
  }
}
