// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import java.util.function.IntConsumer;

/**
 * What is begun for each of many jobs, on several cores, and ended for those for which it was,
 * whatever happened. For one thread.
 */
public final class Begun {

  private final BatchCores cores;
  private final boolean[] begun;

  /** Begins nothing yet. */
  public Begun(int jobs, BatchCores cores) {
    this.cores = cores;
    this.begun = new boolean[jobs];
  }

  /** Begins it for each job, until that throws. */
  public void begin(IntConsumer each) {
    cores.forEach(
        begun.length,
        i -> {
          each.accept(i);
          begun[i] = true;
        });
  }

  /** Ends it for each job for which it was begun. */
  public void end(IntConsumer each) {
    cores.forEach(
        begun.length,
        i -> {
          if (begun[i]) {
            begun[i] = false;
            each.accept(i);
          }
        });
  }

  /** Returns for how many it is begun. */
  int count() {
    int count = 0;
    for (boolean each : begun) {
      count += each ? 1 : 0;
    }
    return count;
  }
}
