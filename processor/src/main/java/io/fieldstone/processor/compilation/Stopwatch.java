// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import java.time.Duration;
import java.util.Optional;

/**
 * Measures the processor time of another process from now on; time as it passes where the system
 * does not tell, and of a process that has ended meanwhile.
 */
final class Stopwatch {

  private final Process process;
  private final Optional<Duration> before;
  private final long start = System.nanoTime();

  Stopwatch(Process process) {
    this.process = process;
    this.before = process.info().totalCpuDuration();
  }

  /** Returns the nanoseconds since this was made. */
  long nanos() {
    Optional<Duration> now = process.info().totalCpuDuration();
    return before.isPresent() && now.isPresent() && process.isAlive()
        ? Math.max(0, now.get().minus(before.get()).toNanos())
        : System.nanoTime() - start;
  }
}
