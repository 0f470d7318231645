// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

/**
 * How the timestamps of a queue count time.
 *
 * @param validBits the bits of a timestamp that count; 0 if the queue has no timestamps
 * @param nanosPerTick nanoseconds that one tick takes
 */
public record TimestampClock(int validBits, float nanosPerTick) {

  /** {@return whether there are timestamps} */
  public boolean exists() {
    return validBits > 0;
  }

  /**
   * {@return the ticks from one timestamp to a later one, which may have wrapped around once}
   *
   * @param start the earlier timestamp
   * @param end the later timestamp
   */
  public long ticks(long start, long end) {
    return (end - start) & (validBits >= Long.SIZE ? -1L : (1L << validBits) - 1);
  }

  /**
   * {@return the nanoseconds that some ticks take}
   *
   * @param ticks a difference in the device's ticks
   */
  public long nanos(long ticks) {
    return Math.round(ticks * (double) nanosPerTick);
  }
}
