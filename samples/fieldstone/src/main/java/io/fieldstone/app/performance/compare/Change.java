// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.compare;

import io.fieldstone.app.performance.data.Measurement;

/**
 * One kind of work in two reports.
 *
 * @param before in the old one
 * @param after in the new one
 * @param probability that a difference as large comes about by chance, by the Mann-Whitney test and
 *     corrected for the number of comparisons by Holm's method
 * @param tolerance the change, as a part of 1, that noise is thought to make
 */
public record Change(Measurement before, Measurement after, double probability, double tolerance) {

  /** Less likely than that, chance is no explanation. */
  static final double SIGNIFICANT = 0.01;

  private static final double QUARTER = 0.25;

  /** What came of it. */
  public enum Verdict {
    /** Takes longer than before. */
    SLOWER,
    /** Takes less long than before. */
    FASTER,
    /** No change beyond noise. */
    SAME
  }

  /** Returns how many times as long it takes: the ratio of medians. */
  public double ratio() {
    return after.samples().medianNanos() / before.samples().medianNanos();
  }

  /** Returns the same of the lower quartiles, which other load on the machine moves less. */
  private double quietRatio() {
    return (double) after.samples().quantileNanos(QUARTER)
        / before.samples().quantileNanos(QUARTER);
  }

  /**
   * Returns the verdict: a change is one that chance does not explain, and that medians and lower
   * quartiles both show beyond the tolerance.
   */
  public Verdict verdict() {
    if (probability >= SIGNIFICANT) {
      return Verdict.SAME;
    }
    double least = Math.min(ratio(), quietRatio());
    double most = Math.max(ratio(), quietRatio());
    if (least > 1 + tolerance) {
      return Verdict.SLOWER;
    }
    return most < 1 / (1 + tolerance) ? Verdict.FASTER : Verdict.SAME;
  }
}
