// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** A transform on BigInteger, in one thread: radix 2, in place, natural to bit-reversed order. */
final class BigIntegerTransform {

  private static final int RUNS = 4;

  private final BigInteger p;
  private final BigInteger[] roots;
  private final BigInteger[] elements;

  BigIntegerTransform(Field<?> field, int logSize) {
    this.p = field.modulus();
    int size = 1 << logSize;
    this.roots = new BigInteger[Math.max(size / 2, 1)];
    BigInteger root = field.rootOfUnity(logSize);
    roots[0] = BigInteger.ONE;
    for (int i = 1; i < roots.length; i++) {
      roots[i] = roots[i - 1].multiply(root).mod(p);
    }
    Random random = new Random(1);
    this.elements = new BigInteger[size];
    Arrays.setAll(elements, i -> new BigInteger(p.bitLength() - 1, random));
  }

  /** Returns the shortest time of some runs; see {@link #leastNanos}. */
  long nanos(Duration atLeast) {
    return leastNanos(this::transform, atLeast);
  }

  /**
   * Returns the shortest time of a transform on the host: the first runs are not compiled, and
   * those that follow may be slower than these for a second, while the JVM counts what they do. So
   * a few have to follow that are no faster, by a twentieth.
   *
   * @param atLeast how long it runs at least
   */
  static long leastNanos(Runnable transform, Duration atLeast) {
    long least = Long.MAX_VALUE;
    int noFaster = 0;
    long first = System.nanoTime();
    while (noFaster < RUNS || System.nanoTime() - first < atLeast.toNanos()) {
      long start = System.nanoTime();
      transform.run();
      long nanos = System.nanoTime() - start;
      noFaster = nanos < least - least / 20 ? 0 : noFaster + 1;
      least = Math.min(least, nanos);
    }
    return least;
  }

  private void transform() {
    for (int half = elements.length / 2; half > 0; half /= 2) {
      int step = elements.length / 2 / half;
      for (int block = 0; block < elements.length; block += 2 * half) {
        for (int i = 0; i < half; i++) {
          BigInteger x = elements[block + i];
          BigInteger y = elements[block + i + half];
          elements[block + i] = x.add(y).mod(p);
          elements[block + i + half] = x.subtract(y).multiply(roots[i * step]).mod(p);
        }
      }
    }
  }
}
