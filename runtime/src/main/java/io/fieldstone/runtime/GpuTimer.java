// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.gate.Dropped;
import io.fieldstone.runtime.profiling.DispatchTimer;
import java.lang.ref.Cleaner;

/**
 * Measures how long the device takes for dispatches on device vectors, by timestamps that the
 * device itself writes before and after each.
 *
 * <pre>{@code
 * try (GpuTimer timer = gpu.timer()) {
 *   kernels.mul(a, b, out);                                        // makes the pipeline
 *   long nanos = timer.measure(() -> kernels.mul(a, b, out));
 * }
 * }</pre>
 *
 * <p>What is measured is the dispatches of the calling thread on the timer's backend: not those of
 * other threads, nor jobs on host vectors, uploads and downloads. Dispatches that are not measured
 * cost what they cost without a timer.
 *
 * <p>The caller closes it; closing the backend closes it too. A timer measures one thing at a time;
 * several timers may measure in different threads.
 */
public final class GpuTimer implements AutoCloseable {

  private final DispatchTimer timer;
  private final Cleaner.Cleanable watch;

  /** Keeps the backend from being taken for dropped. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Object backend;

  GpuTimer(DispatchTimer timer, Object backend) {
    this.timer = timer;
    this.backend = backend;
    this.watch = Dropped.watch(this, timer::closeDropped);
  }

  /**
   * Runs {@code dispatches} and waits for the dispatches that it submits.
   *
   * @param dispatches what to measure: calls on device vectors, in this thread
   * @return the sum of the times that the device took for each, in nanoseconds
   * @throws IllegalStateException if this timer is already measuring
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     while it waits; the dispatches go on
   * @throws ClosedException if the timer or the backend was closed
   */
  public long measure(Runnable dispatches) {
    return timer.measure(dispatches);
  }

  /** Frees what the timer made, once the device has done what it measures. Idempotent. */
  @Override
  public void close() {
    timer.close();
    watch.clean();
  }
}
