// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How long each of several runs of the same took, in the order in which they were made. Immutable.
 *
 * <pre>{@code
 * Samples samples = Samples.ofNanos(1_500_000, 1_400_000, 1_600_000);
 * double millis = samples.millis(); // the median, 1.5
 * }</pre>
 */
public final class Samples {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double HALF = 0.5;

  private final long[] nanos;
  private final long[] sorted;

  private Samples(long[] nanos) {
    this.nanos = nanos;
    this.sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /**
   * Returns samples of some nanoseconds.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Samples ofNanos(long... nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    return new Samples(nanos.clone());
  }

  /** Returns how many runs there were. */
  public int count() {
    return nanos.length;
  }

  /** Returns the nanoseconds of each run, in order. */
  public long[] nanos() {
    return nanos.clone();
  }

  /** Returns the median in nanoseconds, which one slow run does not move. */
  public double medianNanos() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) * HALF;
  }

  /** Returns the median in milliseconds. */
  public double millis() {
    return medianNanos() / NANOS_PER_MILLI;
  }

  /** Returns the shortest run, in nanoseconds. */
  public long leastNanos() {
    return sorted[0];
  }

  /** Returns the nanoseconds that a part of the runs, from 0 to 1, does not exceed. */
  public long quantileNanos(double part) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (part * sorted.length))];
  }

  /** Returns at most {@code most} of them, evenly taken in their order. */
  public Samples thinned(int most) {
    int count = Math.min(most, nanos.length);
    return new Samples(
        IntStream.range(0, count)
            .mapToLong(i -> nanos[(int) ((long) i * nanos.length / count)])
            .toArray());
  }
}
