// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import io.fieldstone.runtime.cache.CacheFiles.ForeignFileException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that a cache cannot be used: caches only save time, so that is one line, once per process
 * and folder, whichever of its files and however often it is tried.
 */
public final class UnusableCaches {

  private static final System.Logger LOGGER = System.getLogger(UnusableCaches.class.getName());

  private static final String REMEDY =
      "; make its folder writable or name another one (XDG_CACHE_HOME, on Windows LOCALAPPDATA)";

  private static final Set<Path> REPORTED = ConcurrentHashMap.newKeySet();

  private UnusableCaches() {}

  /** Reports that {@code file} can be neither read nor kept, and why. */
  public static void report(Path file, IOException why) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (REPORTED.add(folder == null ? absolute : folder)) {
      LOGGER.log(
          Level.WARNING,
          "caches are not kept, so every start takes longer: cannot use "
              + file
              + ": "
              + IoReasons.of(why)
              + (why instanceof ForeignFileException ? "" : REMEDY));
    }
    LOGGER.log(Level.DEBUG, "cannot use " + file, why);
  }
}
