// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import io.fieldstone.runtime.cache.PathCalibration.Cost;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Path calibrations of one device, kept on disk: five numbers per kernel, limb shape and strategy.
 * Entries that cannot be read are measured again. Thread-safe.
 */
public final class CalibrationFile {

  /** As many as the calls that are measured have, at most. */
  private static final long ELEMENTS = 1L << 18;

  /** An hour, which no call was waited for. */
  private static final double MOST_NANOS = 3.6e12;

  private final MeasurementsFile measurements;

  /** Reads the calibrations kept in {@code file}; it need not exist. */
  public CalibrationFile(Path file) {
    measurements =
        new MeasurementsFile(
            file,
            "kernel/shape/strategy = host-visible, device-local: fixed ns, ns per element, each, and"
                + " host-visible invocations");
  }

  /** Returns what was measured under {@code key}. */
  public Optional<PathCalibration> find(String key) {
    String[] numbers = measurements.find(key).split(" ", -1);
    if (numbers.length == 5) {
      try {
        return Optional.of(
            new PathCalibration(
                cost(numbers[0], numbers[1]),
                cost(numbers[2], numbers[3]),
                Long.parseLong(numbers[4])));
      } catch (IllegalArgumentException e) {
        // Somebody else has written that.
      }
    }
    measurements.reject(key);
    return Optional.empty();
  }

  private static Cost cost(String fixed, String perElement) {
    Cost cost = new Cost(Double.parseDouble(fixed), Double.parseDouble(perElement));
    double nanos = cost.nanos(ELEMENTS);
    if (!(nanos > 0 && nanos < MOST_NANOS)) {
      throw new IllegalArgumentException("nothing takes " + cost);
    }
    return cost;
  }

  /** Keeps a measurement; if it cannot be written, it lasts as long as the process. */
  public void put(String key, PathCalibration calibration) {
    measurements.put(
        key,
        text(calibration.hostVisible())
            + " "
            + text(calibration.deviceLocal())
            + " "
            + calibration.hostInvocations());
  }

  private static String text(Cost cost) {
    return cost.fixedNanos() + " " + cost.nanosPerElement();
  }
}
