// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import io.fieldstone.runtime.device.TransferPath;

/**
 * What was measured of the two transfer paths for one kernel on one device: the time of a job is
 * modelled as a fixed cost plus a cost per element.
 *
 * @param hostVisible the cost of letting the kernel read and write host memory
 * @param deviceLocal the cost of upload, compute, download
 * @param hostInvocations with how many invocations at once it did so fastest: a kernel that is
 *     bound by the bus is best off with few, whose results travel while others read; as {@link
 *     #ALL} many if it was with one for each element
 */
public record PathCalibration(Cost hostVisible, Cost deviceLocal, long hostInvocations) {

  /** No fewer invocations than elements. */
  public static final long ALL = Long.MAX_VALUE;

  /** Checks that there are invocations. */
  public PathCalibration {
    if (hostInvocations < 1) {
      throw new IllegalArgumentException("there are no " + hostInvocations + " invocations");
    }
  }

  /** Returns the path that is predicted to be faster for {@code elements} elements. */
  public TransferPath choose(long elements) {
    return hostVisible.nanos(elements) <= deviceLocal.nanos(elements)
        ? TransferPath.HOST_VISIBLE
        : TransferPath.DEVICE_LOCAL;
  }

  /**
   * A straight line through two measurements.
   *
   * @param fixedNanos the cost of a job of no elements
   * @param nanosPerElement the cost of each further element
   */
  public record Cost(double fixedNanos, double nanosPerElement) {

    /** Checks that both numbers are finite and not negative. */
    public Cost {
      if (!(fixedNanos >= 0 && nanosPerElement >= 0)
          || Double.isInfinite(fixedNanos + nanosPerElement)) {
        throw new IllegalArgumentException(
            "no cost: " + fixedNanos + " ns + " + nanosPerElement + " ns per element");
      }
    }

    /** Returns the line through (n1, nanos1) and (n2, nanos2), never falling, never below zero. */
    public static Cost through(long n1, double nanos1, long n2, double nanos2) {
      double slope = Math.max(0, (nanos2 - nanos1) / (n2 - n1));
      return new Cost(Math.max(0, nanos1 - slope * n1), slope);
    }

    /** Returns the predicted nanoseconds for {@code elements} elements. */
    public double nanos(long elements) {
      return fixedNanos + nanosPerElement * elements;
    }
  }
}
