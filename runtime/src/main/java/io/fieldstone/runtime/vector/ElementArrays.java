// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementType;
import java.math.BigInteger;

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
public abstract sealed class ElementArrays<A>
    permits ByteArrays, IntArrays, LongArrays, ByteBuffers {

  private final int unitBytes;
  private final String units;

  ElementArrays(int unitBytes, String units) {
    this.unitBytes = unitBytes;
    this.units = units;
  }

  /**
   * Returns how many entries an element has.
   *
   * @throws UnsupportedFieldException if a base element is less than one
   */
  final int perElement(ElementType<?> type) {
    if (type.shape().bytes() < unitBytes) {
      throw new UnsupportedFieldException(
          (type.components() == 1 ? "elements of " : "base elements of ")
              + type
              + " have 32 bits, which are no longs; use int[] or byte[]");
    }
    return type.elementBytes() / unitBytes;
  }

  /**
   * Returns how many elements {@code length} entries are.
   *
   * @throws LengthMismatchException if they are no whole number
   */
  final int elements(ElementType<?> type, int length) {
    int each = perElement(type);
    if (length % each != 0) {
      throw new LengthMismatchException(
          length
              + " "
              + units
              + " are no whole number of elements of "
              + type
              + ", which have "
              + each);
    }
    return length / each;
  }

  /** Returns how many entries an array has. */
  abstract int length(A array);

  /** Returns the 32 bits of the base element at entry {@code at}. */
  abstract int word(A array, int at);

  /**
   * Returns the first of {@code count} base elements of 32 bits from entry {@code from} on that is
   * not below {@code end}, or -1. Each type has a loop of its own, which is then compiled for it.
   */
  abstract int firstWordFrom(A array, int from, int count, long end);

  /**
   * Returns the first of {@code count} base elements from entry {@code from} on whose limb {@code
   * limb} is not below {@code end}, as unsigned integers, or -1. A loop of its own, too.
   *
   * @param each entries of a base element
   */
  abstract int firstLimbFrom(A array, int from, int count, int each, int limb, long end);

  /** Returns 64-bit limb {@code limb} of the base element at entry {@code at}. */
  abstract long limb(A array, int at, int limb);

  /** Returns the integer that the words of the base element at entry {@code at} are. */
  final BigInteger words(LimbShape shape, A array, int at) {
    if (shape.limbBits() == Integer.SIZE) {
      return BigInteger.valueOf(Integer.toUnsignedLong(word(array, at)));
    }
    BigInteger words = BigInteger.ZERO;
    for (int limb = shape.limbs() - 1; limb >= 0; limb--) {
      String hex = Long.toHexString(limb(array, at, limb));
      words = words.shiftLeft(Long.SIZE).or(new BigInteger(hex, 16));
    }
    return words;
  }

  /** Copies entries from {@code at} on to memory of {@code bytes}. */
  abstract void copyIn(A array, int at, long address, int bytes);

  /** Copies memory of {@code bytes} to the entries from {@code at} on. */
  abstract void copyOut(long address, A array, int at, int bytes);
}
