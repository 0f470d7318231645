// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.GpuTimer;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Times dispatches by the device's own clock. After a pause first some runs that do not count,
 * since a GPU raises its clocks only once it has had work for a while. Not thread-safe.
 */
final class KernelTimer implements AutoCloseable {

  private static final int LEAST_RUNS = 3;

  /** After so long without work a GPU may have lowered its clocks. */
  private static final long PAUSE_NANOS = 100_000_000;

  /**
   * More than a measurement takes: without it, what was measured first on an H200 came out two to
   * three times too slow.
   */
  private static final long GPU_WARM_UP_NANOS = 1_000_000_000;

  private final GpuTimer timer;
  private final long measuredNanos;
  private final long warmUpNanos;
  private long lastMeasured;

  KernelTimer(PersistentBackend gpu, Duration measured) {
    this.measuredNanos = measured.toNanos();
    this.timer = gpu.timer();
    this.warmUpNanos = gpu.plan().report().type() == DeviceType.CPU ? 0 : GPU_WARM_UP_NANOS;
    this.lastMeasured = System.nanoTime() - PAUSE_NANOS;
  }

  /** Returns the times of what {@code dispatches} submits. */
  Samples measure(Runnable dispatches) {
    dispatches.run(); // makes pipelines and scratch memory
    long start = System.nanoTime();
    if (start - lastMeasured >= PAUSE_NANOS) {
      while (System.nanoTime() - start < warmUpNanos) {
        timer.measure(dispatches);
      }
    }
    LongStream.Builder times = LongStream.builder();
    start = System.nanoTime();
    for (int run = 0; run < LEAST_RUNS || System.nanoTime() - start < measuredNanos; run++) {
      times.add(Math.max(1, timer.measure(dispatches)));
    }
    lastMeasured = System.nanoTime();
    return Samples.ofNanos(times.build().toArray());
  }

  @Override
  public void close() {
    timer.close();
  }
}
