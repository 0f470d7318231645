// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.cache.MeasurementsFile;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.ConfigurationException;
import java.util.Optional;

/**
 * What a library over the runtime has measured to be best on a device, such as which of several
 * plans: kept in the cache folder, beside what the backend measures itself, until the device or its
 * driver is another one. {@link PersistentBackend#choices()} returns it.
 *
 * <pre>{@code
 * String key = "com.example.msm/bls12_381_g1/2^20";
 * int window = gpu.choices().find(key).map(Integer::parseInt).orElse(14);
 * gpu.choices().keep(key, "16");                        // after having measured it
 * }</pre>
 *
 * <p>A choice is a hint: files are deleted, damaged, copied and changed by hand, so that whoever
 * finds one has to be right with whatever it is. Keys begin with the library's own name. Without a
 * cache folder, choices last as long as the backend.
 *
 * <p>Thread-safe.
 */
public final class MeasuredChoices {

  private static final int MOST_CHARACTERS = 1000;

  private final MeasurementsFile file;
  private final String device;
  private final Runnable requireOpen;

  MeasuredChoices(MeasurementsFile file, DeviceReport report, Runnable requireOpen) {
    this.file = file;
    this.requireOpen = requireOpen;
    this.device = report.name() + "/" + report.driver() + "/";
  }

  /**
   * {@return what was chosen; empty if nothing was}
   *
   * @param key what there was a choice of
   * @throws ConfigurationException if it is empty, or longer than 1000 characters
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public Optional<String> find(String key) {
    requireText("key", key);
    requireOpen.run();
    return Optional.of(file.find(device + key)).filter(choice -> !choice.isEmpty());
  }

  /**
   * Keeps what was chosen, in place of what was chosen before.
   *
   * @param key what there was a choice of
   * @param choice what was chosen: a short text
   * @throws ConfigurationException if one of them is empty, or longer than 1000 characters
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public void keep(String key, String choice) {
    requireText("key", key);
    requireText("value", choice);
    requireOpen.run();
    file.put(device + key, choice);
  }

  private static void requireText(String name, String text) {
    requireNonNull(text, name);
    if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
      throw new ConfigurationException(
          "the "
              + name
              + " of a measured choice has "
              + text.length()
              + " characters; it has from 1 to "
              + MOST_CHARACTERS);
    }
  }
}
