// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import io.fieldstone.runtime.device.TimestampClock;
import io.fieldstone.runtime.event.StageLog;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import org.jspecify.annotations.Nullable;

/**
 * The times of intervals on one queue, by its timestamps where it has some, on the host's clock.
 * Made when the first interval is measured. Not thread-safe.
 */
public final class StageTimer implements AutoCloseable {

  private final OpenDevice device;
  private final TimestampClock clock;
  private final int pairs;
  private @Nullable TimestampPool pool;

  /** Makes a timer of up to {@code pairs} intervals at once. */
  public StageTimer(OpenDevice device, DeviceQueue queue, int pairs) {
    this.device = device;
    this.clock = device.plan().clock(queue.plan());
    this.pairs = pairs;
  }

  /** Returns how many intervals it has timestamps for. */
  public int pairs() {
    return clock.exists() ? pairs : 0;
  }

  /**
   * Forgets the timestamps of intervals from {@code first} on, which the device does not write and
   * nobody reads any more.
   */
  public void reset(int first, int count) {
    if (clock.exists()) {
      TimestampPool made = pool;
      if (made == null) {
        made = new TimestampPool(device, pairs);
        pool = made;
      }
      made.reset(first, count);
    }
  }

  /** Begins an interval, whose timestamps were reset. */
  public void begin(CommandStream commands, int pair) {
    TimestampPool made = pool;
    if (made != null && pair < pairs()) {
      commands.timestamp(made, 2 * pair);
    }
  }

  /** Ends an interval. */
  public void end(CommandStream commands, int pair) {
    TimestampPool made = pool;
    if (made != null && pair < pairs()) {
      commands.timestamp(made, 2 * pair + 1);
    }
  }

  /**
   * Tells of an interval that the device is done with.
   *
   * @param pair its number; one that has no timestamps takes the host's times
   * @param submitted when it was submitted at the earliest
   * @param done when the host has seen its end
   */
  public void tell(
      StageLog log,
      int pair,
      Stage stage,
      String what,
      String track,
      long elements,
      long bytes,
      long submitted,
      long done) {
    TimestampPool made = pool;
    if (made == null || pair < 0 || pair >= pairs()) {
      log.add(new StageTime(stage, what, track, elements, bytes, submitted, done, false));
      return;
    }
    long[] ticks = made.read(pair, 1);
    long[] nanos = device.stageClock().hostNanos(clock, ticks[0], ticks[1], submitted, done);
    log.add(new StageTime(stage, what, track, elements, bytes, nanos[0], nanos[1], true));
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
