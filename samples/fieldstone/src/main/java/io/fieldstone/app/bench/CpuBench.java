// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.smoke.Elements;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.time.Duration;
import java.util.function.IntConsumer;

/** Times products of one thread on the CPU. */
public final class CpuBench {

  /** Few enough that operands stay in the first cache, as they do in registers on a device. */
  static final int OPERANDS = 256;

  private static final long WARM_UP_NANOS = 300_000_000;
  private static final long SEED = 1;

  private CpuBench() {}

  /**
   * Measures products of a field.
   *
   * @param time how long each is measured, once it is compiled
   */
  public static CpuTimes measure(Field<?> field, Duration time) {
    BigInteger[] a = operands(field, SEED);
    BigInteger[] b = operands(field, SEED + 1);
    BigInteger[] out = new BigInteger[OPERANDS];
    BigInteger p = field.modulus();
    double nanos = nanosPerCall(i -> out[i] = a[i].multiply(b[i]).mod(p), time);
    return new CpuTimes(nanos, NativeBlst.measure(field, a, b, time));
  }

  private static BigInteger[] operands(Field<?> field, long seed) {
    Elements elements = new Elements(field, seed);
    BigInteger[] operands = new BigInteger[OPERANDS];
    for (int i = 0; i < OPERANDS; i++) {
      operands[i] = elements.random();
    }
    return operands;
  }

  /** Returns the time of a call, which takes the number of its operands, once it is compiled. */
  static double nanosPerCall(IntConsumer call, Duration measured) {
    time(call, WARM_UP_NANOS);
    return time(call, measured.toNanos());
  }

  private static double time(IntConsumer call, long atLeastNanos) {
    long calls = 0;
    long start = System.nanoTime();
    long nanos;
    do {
      for (int i = 0; i < OPERANDS; i++) {
        call.accept(i);
      }
      calls += OPERANDS;
      nanos = System.nanoTime() - start;
    } while (nanos < atLeastNanos);
    return (double) nanos / calls;
  }
}
