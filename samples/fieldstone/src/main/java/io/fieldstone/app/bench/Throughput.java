// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.field.ElementForm;

/**
 * How fast an operation is on vectors that are on the device.
 *
 * @param operation the operation
 * @param form the form of what it reads
 * @param elements elements of each vector
 * @param bytes bytes that must be moved at the least: each input read, the output written, once
 * @param samples how long the device takes, all dispatches of the operation together
 */
public record Throughput(
    String operation, ElementForm form, long elements, long bytes, Samples samples) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Returns the best time, in nanoseconds: nothing makes a device faster than it is. */
  public long nanos() {
    return samples.leastNanos();
  }

  /** Returns elements per second. */
  public double elementsPerSecond() {
    return elements * NANOS_PER_SECOND / nanos();
  }

  /** Returns bytes per second. */
  public double bytesPerSecond() {
    return bytes * NANOS_PER_SECOND / nanos();
  }

  /** Returns the time per element, in nanoseconds. */
  public double nanosPerElement() {
    return (double) nanos() / elements;
  }
}
