// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the operating system wants caches to be. */
public final class CacheDirectory {

  private CacheDirectory() {}

  /**
   * Returns the folder for Fieldstone's caches.
   *
   * @param environment the environment variables
   * @param osName the system property {@code os.name}
   * @param home the system property {@code user.home}
   */
  public static Path locate(Map<String, String> environment, String osName, String home) {
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
