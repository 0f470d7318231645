// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.bench;

import io.fieldstone.runtime.GpuTimer;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;

/**
 * Times dispatches by the device's own clock. The best of many runs, since nothing makes a device
 * faster than it is; and after a pause first some runs that do not count, since a GPU raises its
 * clocks only once it has had work for a while. Not thread-safe.
 */
final class KernelTimer implements AutoCloseable {

  private static final long MEASURED_NANOS = 200_000_000;
  private static final int LEAST_RUNS = 3;

  /** After so long without work a GPU may have lowered its clocks. */
  private static final long PAUSE_NANOS = 100_000_000;

  /**
   * More than a measurement takes: without it, what was measured first on an H200 came out two to
   * three times too slow.
   */
  private static final long GPU_WARM_UP_NANOS = 1_000_000_000;

  private final GpuTimer timer;
  private final long warmUpNanos;
  private long lastMeasured;

  KernelTimer(PersistentBackend gpu) {
    this.timer = gpu.timer();
    this.warmUpNanos = gpu.plan().report().type() == DeviceType.CPU ? 0 : GPU_WARM_UP_NANOS;
    this.lastMeasured = System.nanoTime() - PAUSE_NANOS;
  }

  /** Returns the best time of what {@code dispatches} submits, in nanoseconds. */
  long best(Runnable dispatches) {
    dispatches.run(); // makes pipelines and scratch memory
    long start = System.nanoTime();
    if (start - lastMeasured >= PAUSE_NANOS) {
      while (System.nanoTime() - start < warmUpNanos) {
        timer.measure(dispatches);
      }
    }
    long best = Long.MAX_VALUE;
    start = System.nanoTime();
    for (int run = 0; run < LEAST_RUNS || System.nanoTime() - start < MEASURED_NANOS; run++) {
      best = Math.min(best, timer.measure(dispatches));
    }
    lastMeasured = System.nanoTime();
    return Math.max(1, best);
  }

  @Override
  public void close() {
    timer.close();
  }
}
