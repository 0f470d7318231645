// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.device.TimestampClock;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.TimestampPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

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

  private static final int PAIRS_PER_POOL = 256;

  private final PersistentBackend backend;
  private final TimestampClock clock;
  private final AtomicBoolean measuring = new AtomicBoolean();
  private final List<TimestampPool> pools = new ArrayList<>();

  /** Pairs of timestamps of this measurement that were submitted. */
  private int pairs;

  private long lastSubmission;
  private boolean closed;

  GpuTimer(PersistentBackend backend) {
    this.backend = backend;
    this.clock = backend.plan().computeClock();
    if (!clock.exists()) {
      throw new MissingFeatureException(
          "the compute queue of device \""
              + backend.plan().report().name()
              + "\" has no timestamps; measure the time between calls of finish() instead");
    }
  }

  /**
   * Runs {@code dispatches} and waits for the dispatches that it submits.
   *
   * @return the sum of the times that the device took for each, in nanoseconds
   * @throws IllegalStateException if this timer is already measuring
   * @throws ClosedException if the timer or the backend was closed
   */
  public long measure(Runnable dispatches) {
    if (!measuring.compareAndSet(false, true)) {
      throw new IllegalStateException("this timer is already measuring; take another one");
    }
    try {
      start();
      backend.activeTimers().run(this, dispatches);
      return clock.nanos(ticks());
    } finally {
      measuring.set(false);
    }
  }

  private synchronized void start() {
    backend.requireOpen();
    requireOpen();
    pairs = 0;
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException("the timer was closed");
    }
  }

  private synchronized long ticks() {
    requireOpen();
    backend.device().compute().timeline().await(lastSubmission);
    long ticks = 0;
    for (int first = 0; first < pairs; first += PAIRS_PER_POOL) {
      int count = Math.min(PAIRS_PER_POOL, pairs - first);
      long[] timestamps = pools.get(first / PAIRS_PER_POOL).read(count);
      for (int i = 0; i < timestamps.length; i += 2) {
        ticks += clock.ticks(timestamps[i], timestamps[i + 1]);
      }
    }
    return ticks;
  }

  /** Records what comes before a dispatch. */
  synchronized void before(CommandStream stream) {
    requireOpen();
    if (pairs == pools.size() * PAIRS_PER_POOL) {
      pools.add(new TimestampPool(backend.device(), PAIRS_PER_POOL));
    }
    stream.startTimestamp(pools.get(pairs / PAIRS_PER_POOL), pairs % PAIRS_PER_POOL);
  }

  /** Records what comes after a dispatch. */
  synchronized void after(CommandStream stream) {
    requireOpen();
    stream.endTimestamp(pools.get(pairs / PAIRS_PER_POOL), pairs % PAIRS_PER_POOL);
  }

  /** Counts the dispatch, which is done when the compute timeline reaches {@code value}. */
  synchronized void submitted(long value) {
    pairs++;
    lastSubmission = value;
  }

  /** Frees what the timer made, once the device has done what it measures. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        free();
      }
    }
    backend.forget(this);
  }

  private void free() {
    try {
      backend.device().compute().timeline().await(lastSubmission);
    } catch (DeviceLostException e) {
      // Nothing runs on a lost device.
    }
    pools.forEach(TimestampPool::close);
  }
}
