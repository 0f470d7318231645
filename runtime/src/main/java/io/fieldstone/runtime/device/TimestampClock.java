// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

/**
 * How the timestamps of a queue count time.
 *
 * @param validBits the bits of a timestamp that count; 0 if the queue has no timestamps
 * @param nanosPerTick nanoseconds that one tick takes
 */
public record TimestampClock(int validBits, float nanosPerTick) {

  /** Returns whether there are timestamps. */
  public boolean exists() {
    return validBits > 0;
  }

  /** Returns the ticks from one timestamp to a later one, which may have wrapped around once. */
  public long ticks(long start, long end) {
    return (end - start) & (validBits >= Long.SIZE ? -1L : (1L << validBits) - 1);
  }

  /** Returns the nanoseconds that some ticks take. */
  public long nanos(long ticks) {
    return Math.round(ticks * (double) nanosPerTick);
  }
}
