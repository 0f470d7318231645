// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that compare what kernels make of random elements. */
final class SmokeOptions {

  @Option(
      names = "--elements",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many random elements. By default ${DEFAULT-VALUE}.")
  private long elements;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "What they are made from. By default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
  private @Nullable Path json;

  /**
   * Returns how many elements are wanted.
   *
   * @throws io.fieldstone.app.files.BadInputException if they are not in {@code 1 .. max}
   */
  long elements(long max) {
    Counts.require("--elements", elements, max);
    return elements;
  }

  long seed() {
    return seed;
  }

  @Nullable Path json() {
    return json;
  }
}
