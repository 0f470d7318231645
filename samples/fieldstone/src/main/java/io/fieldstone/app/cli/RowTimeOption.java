// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long each row of a bench of kernels is measured. */
final class RowTimeOption {

  private static final long DEFAULT_MILLIS = 200;
  private static final long MAX_MILLIS = 600_000;

  @Option(
      names = "--millis",
      paramLabel = "MS",
      description = "How long each row is measured, three runs at least. 200.")
  private @Nullable Long millis;

  /**
   * Checks the option.
   *
   * @throws io.fieldstone.app.files.BadInputException if it is not positive, or too long
   */
  void require() {
    Counts.require("--millis", millis(), MAX_MILLIS);
  }

  Duration measured() {
    return Duration.ofMillis(millis());
  }

  boolean isGiven() {
    return millis != null;
  }

  private long millis() {
    return millis == null ? DEFAULT_MILLIS : millis;
  }
}
