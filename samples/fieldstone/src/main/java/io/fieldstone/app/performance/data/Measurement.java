// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.data;

import io.fieldstone.app.bench.Samples;

/**
 * Runs of one kind of work.
 *
 * @param section the part of the report that it belongs to
 * @param what what was run
 * @param elements elements of each vector; 0 if it has none
 * @param count how many jobs, dispatches or products per element a run has
 * @param bytes bytes that a run moves at the least; 0 if that is not what it is about
 * @param samples how long the runs took
 */
public record Measurement(
    Section section, String what, long elements, int count, long bytes, Samples samples) {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  /** Takes control characters out of what was run. */
  public Measurement {
    what = Report.plain(what);
  }

  /** Returns what tells it from others of a report, the same in every report. */
  public String key() {
    return section.id() + ": " + what + ", " + elements + " x " + count;
  }

  /** Returns the median of a run in milliseconds. */
  public double millis() {
    return samples.millis();
  }

  /** Returns the median of each of its calls in microseconds. */
  public double microsEach() {
    return samples.medianNanos() / NANOS_PER_MICRO / count;
  }

  /** Returns bytes per second of the fastest run. */
  public double bytesPerSecond() {
    return bytes * NANOS_PER_SECOND / samples.leastNanos();
  }

  /** Returns elements, or products of them, per second of the median run. */
  public double elementsPerSecond() {
    return (double) elements * count * NANOS_PER_SECOND / samples.medianNanos();
  }

  /** Returns the same of the fastest run. */
  public double bestElementsPerSecond() {
    return (double) elements * count * NANOS_PER_SECOND / samples.leastNanos();
  }
}
