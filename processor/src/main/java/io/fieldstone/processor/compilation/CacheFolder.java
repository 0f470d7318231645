// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where compiled modules are kept: beside the runtime's caches, or where an option says. */
final class CacheFolder {

  private static final String OFF = "off";

  private CacheFolder() {}

  /**
   * Returns the folder, or nothing if there is to be no cache.
   *
   * @param option the value of the compiler option, if it is given
   * @param environment the environment variables
   * @param osName the system property {@code os.name}
   * @param home the system property {@code user.home}
   */
  static Optional<Path> locate(
      @Nullable String option, Map<String, String> environment, String osName, String home) {
    if (OFF.equals(option)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          option != null ? Path.of(option) : standard(environment, osName, home).resolve("spirv"));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Path standard(Map<String, String> environment, String osName, String home) {
    String os = osName.toLowerCase(Locale.ROOT);
    String named =
        environment.getOrDefault(os.startsWith("win") ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
    if (!named.isEmpty() && Path.of(named).isAbsolute()) {
      return Path.of(named, "fieldstone"); // the XDG specification has relative paths ignored
    }
    return os.startsWith("mac")
        ? Path.of(home, "Library", "Caches", "fieldstone")
        : Path.of(home, ".cache", "fieldstone");
  }
}
