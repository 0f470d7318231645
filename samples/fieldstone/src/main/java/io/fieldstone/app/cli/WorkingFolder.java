// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where relative paths lead: Java can be told of another folder than the process is in. */
final class WorkingFolder {

  /** Linux's; other systems do not say where a process is. */
  private static final Path REAL = Path.of("/proc/self/cwd");

  private WorkingFolder() {}

  /**
   * Returns why files would be looked for in a wrong place, in a line with its remedy; null if they
   * are not.
   *
   * @param assumed where Java looks for them
   */
  static @Nullable String elsewhere(String assumed) {
    try {
      if (!Files.exists(REAL) || Files.isSameFile(REAL, Path.of(assumed))) {
        return null;
      }
    } catch (IOException e) {
      // What Java assumes is not there.
    }
    return "Java is told that the working folder is "
        + assumed
        + ", which it is not; leave -Duser.dir out";
  }
}
