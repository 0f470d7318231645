// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import io.fieldstone.runtime.device.PathCalibration;
import io.fieldstone.runtime.device.PathCalibration.Cost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Path calibrations of one device, kept on disk: a properties file with four numbers per kernel and
 * limb shape. Entries that cannot be read are measured again. Thread-safe.
 */
public final class CalibrationFile {

  private static final System.Logger LOGGER = System.getLogger(CalibrationFile.class.getName());

  private final Path file;
  private final Properties entries = new Properties();

  /** Reads the calibrations kept in {@code file}; it need not exist. */
  public CalibrationFile(Path file) {
    this.file = file;
    try (var in = Files.newInputStream(file)) {
      entries.load(in);
    } catch (NoSuchFileException e) {
      // Nothing was calibrated yet.
    } catch (IOException | IllegalArgumentException e) {
      LOGGER.log(Level.WARNING, "cannot read calibrations " + file, e);
    }
  }

  /** Returns what was measured under {@code key}. */
  public synchronized Optional<PathCalibration> find(String key) {
    String[] numbers = entries.getProperty(key, "").split(" ", -1);
    if (numbers.length != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PathCalibration(cost(numbers[0], numbers[1]), cost(numbers[2], numbers[3])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Cost cost(String fixed, String perElement) {
    return new Cost(Double.parseDouble(fixed), Double.parseDouble(perElement));
  }

  /** Keeps a measurement; if it cannot be written, it lasts as long as the process. */
  public synchronized void put(String key, PathCalibration calibration) {
    entries.setProperty(
        key, text(calibration.hostVisible()) + " " + text(calibration.deviceLocal()));
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      entries.store(
          out, "kernel/shape = host-visible, device-local: fixed ns, ns per element, each");
      AtomicFile.write(file, out.toByteArray());
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "cannot keep calibrations in " + file, e);
    }
  }

  private static String text(Cost cost) {
    return cost.fixedNanos() + " " + cost.nanosPerElement();
  }
}
