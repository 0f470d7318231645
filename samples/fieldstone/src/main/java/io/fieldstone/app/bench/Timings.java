// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import java.time.Duration;
import java.util.Arrays;

/** How long each of many runs of the same took. Not thread-safe. */
final class Timings {

  /** What a run does. */
  interface Body {
    /** Does it once. */
    void run();
  }

  private static final int LEAST_RUNS = 5;
  private static final int MOST_RUNS = 1 << 20;

  private long[] nanos = new long[1024];
  private int runs;

  /**
   * Runs something for a while, so that the JVM compiles it, then as long again and measures each.
   * Short things are run many times, long ones a few.
   */
  static Timings measure(Duration time, Body body) {
    Timings warmUp = new Timings();
    warmUp.repeat(time, body);
    Timings measured = new Timings();
    measured.repeat(time, body);
    return measured;
  }

  /** Runs something for a while, and a few times at the least, and measures each run. */
  void repeat(Duration time, Body body) {
    repeat(time, LEAST_RUNS, body);
  }

  /** Runs something for a while, and measures each run. */
  void repeat(Duration time, int least, Body body) {
    long end = System.nanoTime() + time.toNanos();
    while ((runs < least || System.nanoTime() < end) && runs < MOST_RUNS) {
      long start = System.nanoTime();
      body.run();
      add(System.nanoTime() - start);
    }
  }

  /** Adds a run. */
  void add(long nanosOfRun) {
    if (runs == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * runs);
    }
    nanos[runs++] = nanosOfRun;
  }

  /** Adds all runs of others. */
  void addAll(Timings others) {
    for (int i = 0; i < others.runs; i++) {
      add(others.nanos[i]);
    }
  }

  /** Returns the runs. */
  Samples samples() {
    return Samples.ofNanos(Arrays.copyOf(nanos, runs));
  }

  int runs() {
    return runs;
  }
}
