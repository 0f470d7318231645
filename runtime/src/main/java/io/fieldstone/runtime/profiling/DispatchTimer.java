// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.profiling;

import io.fieldstone.runtime.device.TimestampClock;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.stream.DeviceStream;
import io.fieldstone.runtime.vulkan.OpenDevice;
import io.fieldstone.runtime.vulkan.TimestampPool;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Measures how long the device takes for the dispatches of a thread, by timestamps that the device
 * writes before and after each. A timer measures one thing at a time; it is thread-safe.
 */
public final class DispatchTimer {

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  private static final int PAIRS_PER_POOL = 256;

  private final OpenDevice device;
  private final DeviceStream stream;
  private final ActiveTimers timers;
  private final TimestampClock clock;
  private final AtomicBoolean measuring = new AtomicBoolean();
  private final List<TimestampPool> pools = new ArrayList<>();

  /** Pairs of timestamps of this measurement that were submitted. */
  private int pairs;

  private long lastSubmission;
  private boolean freed;

  private volatile boolean closed;

  /**
   * Makes a timer.
   *
   * @throws MissingFeatureException if the device's compute queue has no timestamps
   */
  public DispatchTimer(DeviceStream stream, ActiveTimers timers) {
    this.device = stream.device();
    this.stream = stream;
    this.timers = timers;
    this.clock = device.plan().computeClock();
    if (!clock.exists()) {
      throw new MissingFeatureException(
          "the compute queue of device \""
              + device.plan().report().name()
              + "\" has no timestamps; measure the time between calls of await() instead");
    }
    timers.add(this);
  }

  /**
   * Runs {@code dispatches}, outside the device's gate, and waits for the dispatches that it
   * submits.
   *
   * @return the sum of the times that the device took for each, in nanoseconds
   * @throws IllegalStateException if this timer is already measuring
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     while it waits; the dispatches go on
   * @throws ClosedException if it was closed
   */
  public long measure(Runnable dispatches) {
    if (!device.gate().isOpen()) {
      throw device.gate().refusal("the backend");
    }
    boolean free = measuring.compareAndSet(false, true);
    if (!free && !closed) {
      throw new IllegalStateException("this timer is already measuring; take another one");
    }
    if (!free) {
      throw device.gate().refusal("the timer");
    }
    try {
      if (closed) {
        throw device.gate().refusal("the timer");
      }
      start();
      timers.run(this, dispatches);
      return clock.nanos(device.gate().inside(this::readTicks));
    } finally {
      measuring.set(false);
      if (closed) {
        freeUnlessMeasuring();
      }
    }
  }

  private synchronized void start() {
    pairs = 0;
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException("the timer was closed");
    }
  }

  private long readTicks() {
    requireOpen();
    stream.await(
        lastSubmission(), Deadline.NEVER, "the measurement", "while its dispatches still run");
    return ticks();
  }

  private synchronized long lastSubmission() {
    return lastSubmission;
  }

  private synchronized long ticks() {
    requireOpen();
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

  /** Measures the dispatch that was just added to the stream, by whoever has its turn. */
  public synchronized void measureLast(DeviceStream stream) {
    requireOpen();
    if (pairs == pools.size() * PAIRS_PER_POOL) {
      pools.add(new TimestampPool(device, PAIRS_PER_POOL));
    }
    stream.measureLast(pools.get(pairs / PAIRS_PER_POOL), pairs % PAIRS_PER_POOL);
    pairs++;
    lastSubmission = stream.value();
  }

  /** Returns how many dispatches are measured, for {@link #truncate}. */
  public synchronized int mark() {
    return pairs;
  }

  /** Forgets the dispatches since {@link #mark}, which will not run. */
  public synchronized void truncate(int mark) {
    pairs = mark;
  }

  /** Closes it if nobody has, and says that nobody can any more. */
  public void closeDropped() {
    if (!closed) {
      LOGGER.log(Level.WARNING, "a timer was dropped without close(); it is closed now");
      close();
    }
  }

  /**
   * Frees what the timer made, once the device has done what it measures; if it is measuring, its
   * measurement ends with an exception and frees it. Idempotent.
   */
  public void close() {
    closed = true;
    freeUnlessMeasuring();
  }

  private void freeUnlessMeasuring() {
    if (!measuring.compareAndSet(false, true)) {
      return; // the end of the measurement frees it
    }
    try {
      if (device.gate().tryEnter()) {
        try {
          awaitMeasured();
          free();
          timers.remove(this);
        } finally {
          device.gate().leave(true);
        }
      } // otherwise whoever closes the backend frees it
    } finally {
      measuring.set(false);
    }
  }

  private void awaitMeasured() {
    try {
      stream.awaitUninterruptibly(lastSubmission());
    } catch (DeviceLostException e) {
      device.drain(Deadline.NEVER);
    }
  }

  synchronized void free() {
    closed = true;
    if (!freed) {
      freed = true;
      pools.forEach(TimestampPool::close);
    }
  }
}
