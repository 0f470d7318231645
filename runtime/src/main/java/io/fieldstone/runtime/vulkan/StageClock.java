// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import io.fieldstone.runtime.device.TimestampClock;

/**
 * How far the clock that a device's queues write timestamps of is from the host's, as far as that
 * is known: no interval begins before it was submitted or ends after the host has seen its end.
 * Every interval that is read narrows it down, and follows it should the clocks drift. Thread-safe.
 */
final class StageClock {

  private long referenceTicks;
  private long referenceNanos;
  private boolean calibrated;

  /**
   * Returns the begin and the end of an interval on the host's clock.
   *
   * @param submitted when it was submitted at the earliest
   * @param done when the host has seen its end
   */
  synchronized long[] hostNanos(
      TimestampClock clock, long beginTicks, long endTicks, long submitted, long done) {
    if (!calibrated) {
      referenceTicks = beginTicks;
      referenceNanos = submitted;
      calibrated = true;
    }
    long begin = move(clock, beginTicks);
    long end = begin + clock.nanos(clock.ticks(beginTicks, endTicks));
    long shift = 0;
    if (end > done) {
      shift = done - end;
    }
    if (begin + shift < submitted) {
      shift = submitted - begin;
    }
    referenceNanos += shift;
    return new long[] {begin + shift, Math.min(end + shift, done)};
  }

  /**
   * Returns a timestamp on the host's clock, and measures from it on: it may have wrapped around.
   */
  private long move(TimestampClock clock, long ticks) {
    int unused = Long.SIZE - clock.validBits();
    long since = (ticks - referenceTicks) << unused >> unused;
    referenceTicks += since;
    referenceNanos += since < 0 ? -clock.nanos(-since) : clock.nanos(since);
    return referenceNanos;
  }
}
