// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the words of elements lie in arrays of one type: little-endian, element after element.
 * Stateless and thread-safe; nothing is allocated on the Java heap but by buffers that are not of
 * the heap.
 *
 * <pre>
 *   6x64       byte[48]   int[12]   long[6]
 *   1x32       byte[4]    int[1]    -
 * </pre>
 *
 * @param <A> the type of the arrays
 */
public abstract sealed class ElementArrays<A> {

  /** Bytes, least significant first. */
  public static final ElementArrays<byte[]> BYTES = new Bytes();

  /** Words of 32 bits, least significant first. */
  public static final ElementArrays<int[]> INTS = new Ints();

  /** Words of 64 bits, least significant first. */
  public static final ElementArrays<long[]> LONGS = new Longs();

  /** Bytes, least significant first, at absolute positions, whatever the buffer's order. */
  public static final ElementArrays<ByteBuffer> BUFFERS = new Buffers();

  private final int unitBytes;
  private final String units;

  private ElementArrays(int unitBytes, String units) {
    this.unitBytes = unitBytes;
    this.units = units;
  }

  /**
   * Returns how many entries an element has.
   *
   * @throws UnsupportedFieldException if an element is less than one
   */
  final int perElement(Field<?> field) {
    if (field.elementBytes() < unitBytes) {
      throw new UnsupportedFieldException(
          "elements of " + field + " have 32 bits, which are no longs; use int[] or byte[]");
    }
    return field.elementBytes() / unitBytes;
  }

  /**
   * Returns how many elements {@code length} entries are.
   *
   * @throws LengthMismatchException if they are no whole number
   */
  final int elements(Field<?> field, int length) {
    int each = perElement(field);
    if (length % each != 0) {
      throw new LengthMismatchException(
          length
              + " "
              + units
              + " are no whole number of elements of "
              + field
              + ", which have "
              + each);
    }
    return length / each;
  }

  /** Returns how many entries an array has. */
  abstract int length(A array);

  /** Returns the 32 bits of the element at entry {@code at}. */
  abstract int word(A array, int at);

  /**
   * Returns the first of {@code count} elements of 32 bits from entry {@code from} on that is not
   * below {@code end}, or -1. Each type has a loop of its own, which is then compiled for it.
   */
  abstract int firstWordFrom(A array, int from, int count, long end);

  /**
   * Returns the first of {@code count} elements from entry {@code from} on whose limb {@code limb}
   * is not below {@code end}, as unsigned integers, or -1. A loop of its own, too.
   *
   * @param each entries of an element
   */
  abstract int firstLimbFrom(A array, int from, int count, int each, int limb, long end);

  /** Returns 64-bit limb {@code limb} of the element at entry {@code at}. */
  abstract long limb(A array, int at, int limb);

  /** Returns the integer that the words of the element at entry {@code at} are. */
  final BigInteger words(Field<?> field, A array, int at) {
    if (field.elementBytes() == Integer.BYTES) {
      return BigInteger.valueOf(Integer.toUnsignedLong(word(array, at)));
    }
    BigInteger words = BigInteger.ZERO;
    for (int limb = field.shape().limbs() - 1; limb >= 0; limb--) {
      String hex = Long.toHexString(limb(array, at, limb));
      words = words.shiftLeft(Long.SIZE).or(new BigInteger(hex, 16));
    }
    return words;
  }

  /** Copies entries from {@code at} on to memory of {@code bytes}. */
  abstract void copyIn(A array, int at, long address, int bytes);

  /** Copies memory of {@code bytes} to the entries from {@code at} on. */
  abstract void copyOut(long address, A array, int at, int bytes);

  private static final class Bytes extends ElementArrays<byte[]> {

    private static final VarHandle INTS =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    Bytes() {
      super(Byte.BYTES, "bytes");
    }

    @Override
    int length(byte[] array) {
      return array.length;
    }

    @Override
    int word(byte[] array, int at) {
      return (int) INTS.get(array, at);
    }

    @Override
    int firstWordFrom(byte[] array, int from, int count, long end) {
      for (int i = 0; i < count; i++) {
        if (Integer.toUnsignedLong(word(array, from + i * Integer.BYTES)) >= end) {
          return i;
        }
      }
      return -1;
    }

    @Override
    int firstLimbFrom(byte[] array, int from, int count, int each, int limb, long end) {
      for (int i = 0, at = from; i < count; i++, at += each) {
        if (Long.compareUnsigned(limb(array, at, limb), end) >= 0) {
          return i;
        }
      }
      return -1;
    }

    @Override
    long limb(byte[] array, int at, int limb) {
      return (long) LONGS.get(array, at + limb * Long.BYTES);
    }

    @Override
    void copyIn(byte[] array, int at, long address, int bytes) {
      HostMemory.copy(array, at, address, bytes);
    }

    @Override
    void copyOut(long address, byte[] array, int at, int bytes) {
      HostMemory.copy(address, array, at, bytes);
    }
  }

  private static final class Ints extends ElementArrays<int[]> {

    Ints() {
      super(Integer.BYTES, "ints");
    }

    @Override
    int length(int[] array) {
      return array.length;
    }

    @Override
    int word(int[] array, int at) {
      return array[at];
    }

    @Override
    int firstWordFrom(int[] array, int from, int count, long end) {
      for (int i = 0; i < count; i++) {
        if (Integer.toUnsignedLong(array[from + i]) >= end) {
          return i;
        }
      }
      return -1;
    }

    @Override
    int firstLimbFrom(int[] array, int from, int count, int each, int limb, long end) {
      for (int i = 0, at = from; i < count; i++, at += each) {
        if (Long.compareUnsigned(limb(array, at, limb), end) >= 0) {
          return i;
        }
      }
      return -1;
    }

    @Override
    long limb(int[] array, int at, int limb) {
      int low = at + 2 * limb;
      return Integer.toUnsignedLong(array[low]) | (long) array[low + 1] << Integer.SIZE;
    }

    @Override
    void copyIn(int[] array, int at, long address, int bytes) {
      HostMemory.copy(array, at, address, bytes / Integer.BYTES);
    }

    @Override
    void copyOut(long address, int[] array, int at, int bytes) {
      HostMemory.copy(address, array, at, bytes / Integer.BYTES);
    }
  }

  private static final class Longs extends ElementArrays<long[]> {

    Longs() {
      super(Long.BYTES, "longs");
    }

    @Override
    int length(long[] array) {
      return array.length;
    }

    @Override
    int word(long[] array, int at) {
      throw new IllegalStateException("longs have no elements of 32 bits");
    }

    @Override
    int firstWordFrom(long[] array, int from, int count, long end) {
      throw new IllegalStateException("longs have no elements of 32 bits");
    }

    @Override
    int firstLimbFrom(long[] array, int from, int count, int each, int limb, long end) {
      for (int i = 0, at = from; i < count; i++, at += each) {
        if (Long.compareUnsigned(array[at + limb], end) >= 0) {
          return i;
        }
      }
      return -1;
    }

    @Override
    long limb(long[] array, int at, int limb) {
      return array[at + limb];
    }

    @Override
    void copyIn(long[] array, int at, long address, int bytes) {
      HostMemory.copy(array, at, address, bytes / Long.BYTES);
    }

    @Override
    void copyOut(long address, long[] array, int at, int bytes) {
      HostMemory.copy(address, array, at, bytes / Long.BYTES);
    }
  }

  private static final class Buffers extends ElementArrays<ByteBuffer> {

    Buffers() {
      super(Byte.BYTES, "bytes");
    }

    @Override
    int length(ByteBuffer buffer) {
      return buffer.limit();
    }

    @Override
    int word(ByteBuffer buffer, int at) {
      int word = buffer.getInt(at);
      return buffer.order() == ByteOrder.LITTLE_ENDIAN ? word : Integer.reverseBytes(word);
    }

    @Override
    int firstWordFrom(ByteBuffer buffer, int from, int count, long end) {
      for (int i = 0; i < count; i++) {
        if (Integer.toUnsignedLong(word(buffer, from + i * Integer.BYTES)) >= end) {
          return i;
        }
      }
      return -1;
    }

    @Override
    int firstLimbFrom(ByteBuffer buffer, int from, int count, int each, int limb, long end) {
      for (int i = 0, at = from; i < count; i++, at += each) {
        if (Long.compareUnsigned(limb(buffer, at, limb), end) >= 0) {
          return i;
        }
      }
      return -1;
    }

    @Override
    long limb(ByteBuffer buffer, int at, int limb) {
      long word = buffer.getLong(at + limb * Long.BYTES);
      return buffer.order() == ByteOrder.LITTLE_ENDIAN ? word : Long.reverseBytes(word);
    }

    // Direct buffers by the JDK's own copy: it keeps off one whose memory its owner frees
    // meanwhile.

    @Override
    void copyIn(ByteBuffer buffer, int at, long address, int bytes) {
      if (buffer.hasArray()) {
        HostMemory.copy(buffer.array(), buffer.arrayOffset() + at, address, bytes);
      } else {
        HostMemory.view(address, bytes).put(0, buffer, at, bytes);
      }
    }

    @Override
    void copyOut(long address, ByteBuffer buffer, int at, int bytes) {
      if (buffer.hasArray()) {
        HostMemory.copy(address, buffer.array(), buffer.arrayOffset() + at, bytes);
      } else {
        buffer.put(at, HostMemory.view(address, bytes), 0, bytes);
      }
    }
  }
}
