// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import java.math.BigInteger;

/** Elements of a vector from one on: what messages call them, and whether there are any such. */
public final class ElementRanges {

  private ElementRanges() {}

  /**
   * Checks that {@code count} elements from {@code first} on are all in a vector, or a part of one.
   *
   * @param size how many there are
   * @param whole the vector or the part, as the message shows it
   * @throws ElementRangeException if they are not
   */
  public static void require(long first, long count, long size, Object whole) {
    if (count >= 0 && first >= 0 && first <= size - count) {
      return;
    }
    if (count == 1) {
      throw new ElementRangeException("element " + first + " is not in " + whole);
    }
    throw new ElementRangeException(name(first, count) + " are not all in " + whole);
  }

  /** Returns what messages call {@code count} elements from {@code first} on: the last is named. */
  public static String name(long first, long count) {
    if (count <= 0) {
      return count + " elements from " + first + " on";
    }
    BigInteger last = BigInteger.valueOf(first).add(BigInteger.valueOf(count - 1));
    return "elements " + first + " to " + last; // which may be more than a long
  }
}
