// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.annotations.LimbShape;
import java.math.BigInteger;

/** Integers as 32-bit words, least significant first: what elements and shader constants are. */
public final class ElementWords {

  private static final BigInteger MASK = BigInteger.valueOf(0xffff_ffffL);

  private ElementWords() {}

  /** Returns the words of {@code value}, as many as an element of {@code shape} has. */
  public static long[] of(BigInteger value, LimbShape shape) {
    long[] words = new long[shape.words()];
    for (int w = 0; w < words.length; w++) {
      words[w] = value.shiftRight(w * Integer.SIZE).and(MASK).longValue();
    }
    return words;
  }

  /** Stores the words of {@code value} in memory, as many as an element of {@code shape} has. */
  public static void store(BigInteger value, LimbShape shape, long address) {
    long[] words = of(value, shape);
    for (int w = 0; w < words.length; w++) {
      HostMemory.putInt(address + (long) w * Integer.BYTES, (int) words[w]);
    }
  }

  /** Returns an integer in hexadecimal, as messages show it. */
  public static String hex(BigInteger value) {
    return (value.signum() < 0 ? "-0x" : "0x") + value.abs().toString(16);
  }
}
