// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.report.Settings;
import io.fieldstone.runtime.BackendOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of all commands that use a device. */
final class DeviceOptions {

  private final Map<String, String> environment;

  @Option(
      names = "--device",
      paramLabel = "SELECTOR",
      description = "The device's index or a part of its name, as doctor shows them.")
  private @Nullable String selector;

  DeviceOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Returns what the environment and the command line say.
   *
   * @throws BadInputException if the environment names a strategy that no kernel has
   */
  BackendOptions backendOptions() {
    BackendOptions options = BackendOptions.fromEnvironment(environment);
    if (options.strategy() != null) {
      Settings.unknownStrategy(InstalledKernels.load(), options)
          .ifPresent(
              text -> {
                throw new BadInputException(text);
              });
    }
    return selector == null ? options : options.withDevice(selector);
  }

  /**
   * Returns arguments that select the same device in another process, whose environment is ours.
   */
  List<String> arguments() {
    return selector == null ? List.of() : List.of("--device", selector);
  }

  /** Returns the same with whatever makes sense of it, and what does not. */
  Settings settings() {
    Settings settings = Settings.of(environment);
    return selector == null ? settings : settings.withDevice(selector);
  }
}
