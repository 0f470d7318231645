// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

/** Times calls that return when they are done. */
final class HostTimes {

  private static final int ROUNDS = 9;

  private HostTimes() {}

  /** Returns how long a call takes, after a first one. */
  static Samples measure(Runnable call) {
    long[] nanos = new long[ROUNDS];
    for (int round = -1; round < nanos.length; round++) {
      long start = System.nanoTime();
      call.run();
      if (round >= 0) {
        nanos[round] = System.nanoTime() - start;
      }
    }
    return Samples.ofNanos(nanos);
  }
}
