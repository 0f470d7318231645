// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.bench;

import java.util.Arrays;

/** The middle of several measurements, which one slow run does not move. */
final class Median {

  private static final double NANOS_PER_MILLI = 1e6;

  private Median() {}

  /** Returns the median of some nanoseconds, in milliseconds. */
  static double millis(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    return median / NANOS_PER_MILLI;
  }
}
