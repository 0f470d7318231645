// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import io.fieldstone.runtime.error.ConfigurationException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the operating system wants caches to be. */
public final class CacheDirectory {

  /** Where nothing can be written, which is then said; a shared folder would be others' to fill. */
  private static final String NO_HOME = "/nonexistent";

  private CacheDirectory() {}

  /**
   * Returns the folder for Fieldstone's caches.
   *
   * @param environment the environment variables
   * @param osName the system property {@code os.name}
   * @param home the system property {@code user.home}
   * @throws ConfigurationException if it has no name in this process
   */
  public static Path locate(Map<String, String> environment, String osName, String home) {
    return locate(environment, osName, home, FileSystems.getDefault());
  }

  /** Does so on any file system. */
  static Path locate(
      Map<String, String> environment, String osName, String home, FileSystem files) {
    try {
      return find(environment, osName, home, files);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "the cache folder cannot be below '"
              + e.getInput()
              + "': "
              + e.getReason()
              + "; file names are encoded as "
              + System.getProperty("sun.jnu.encoding", "the system says")
              + ": use a locale that has their letters, such as LC_ALL=C.UTF-8, or set"
              + " XDG_CACHE_HOME (on Windows LOCALAPPDATA) to another folder",
          e);
    }
  }

  private static Path find(
      Map<String, String> environment, String osName, String userHome, FileSystem files) {
    String home = userHome;
    String os = osName.toLowerCase(Locale.ROOT);
    String named =
        environment.getOrDefault(os.startsWith("win") ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
    if (isAbsolute(named, files)) {
      return files.getPath(named, "fieldstone"); // XDG's specification has others ignored
    }
    if (!isAbsolute(home, files)) {
      // A user whom the system does not know: the JDK then says "?".
      home = environment.getOrDefault("HOME", "");
    }
    if (!isAbsolute(home, files)) {
      home = files.getPath(NO_HOME).toAbsolutePath().toString();
    }
    return os.startsWith("mac")
        ? files.getPath(home, "Library", "Caches", "fieldstone")
        : files.getPath(home, ".cache", "fieldstone");
  }

  private static boolean isAbsolute(String path, FileSystem files) {
    return !path.isEmpty() && files.getPath(path).isAbsolute();
  }
}
