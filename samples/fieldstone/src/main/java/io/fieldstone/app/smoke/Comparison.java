// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.runtime.HostVector;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Compares results bit for bit and counts, so that nothing can pass without being looked at. */
public final class Comparison {

  private long compared;
  private long mismatches;
  private @Nullable String firstMismatch;

  /**
   * Compares a vector with the bytes that it should have.
   *
   * @param what names the vector in {@link #firstMismatch()}
   * @param expected all of the vector's bytes
   */
  public void compare(String what, HostVector<?> actual, byte[] expected) {
    if (expected.length != actual.bytes()) {
      throw new IllegalArgumentException(
          expected.length + " bytes are expected of " + actual + ", which has " + actual.bytes());
    }
    int elementBytes = actual.type().elementBytes();
    compare(what, ByteBuffer.wrap(Elements.copy(actual)), ByteBuffer.wrap(expected), elementBytes);
  }

  private void compare(String what, ByteBuffer actual, ByteBuffer expected, int elementBytes) {
    compared += actual.remaining() / elementBytes;
    int from = 0;
    while (from < actual.limit()) {
      int rest = actual.limit() - from;
      int at = actual.slice(from, rest).mismatch(expected.slice(from, rest));
      if (at < 0) {
        return;
      }
      int element = (from + at) / elementBytes;
      mismatches++;
      if (firstMismatch == null) {
        firstMismatch =
            what
                + ", element "
                + element
                + ": 0x"
                + hex(actual, element, elementBytes)
                + " instead of 0x"
                + hex(expected, element, elementBytes);
      }
      from = (element + 1) * elementBytes;
    }
  }

  private static String hex(ByteBuffer buffer, int element, int elementBytes) {
    byte[] bigEndian = new byte[elementBytes];
    for (int k = 0; k < elementBytes; k++) {
      bigEndian[elementBytes - 1 - k] = buffer.get(element * elementBytes + k);
    }
    return new BigInteger(1, bigEndian).toString(16);
  }

  /** Returns how many elements were compared. */
  public long compared() {
    return compared;
  }

  /** Returns how many of them differ. */
  public long mismatches() {
    return mismatches;
  }

  /** Returns where the first difference is, null if there is none. */
  public @Nullable String firstMismatch() {
    return firstMismatch;
  }
}
