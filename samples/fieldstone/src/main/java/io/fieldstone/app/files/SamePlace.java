// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether names lead to one place, also to a file that is not there yet. Files that are there may
 * have several names; one that is not is known by its name and its folder, which may have several.
 *
 * <pre>{@code
 * SamePlace.of(Path.of("link-to-new"), Path.of("folder/../new")); // true
 * }</pre>
 */
public final class SamePlace {

  private SamePlace() {}

  /** Returns whether what is written to one would be found, or written over, at the other. */
  public static boolean of(Path one, Path other) {
    try {
      Path first = OpenTarget.of(one).path();
      Path second = OpenTarget.of(other).path();
      if (Files.exists(first) || Files.exists(second)) {
        return Files.exists(first) && Files.exists(second) && Files.isSameFile(first, second);
      }
      return isSameName(first, second) && Files.isSameFile(folder(first), folder(second));
    } catch (IOException e) {
      return false; // one of them cannot be written, which is said when it is opened
    }
  }

  private static boolean isSameName(Path first, Path second) {
    return first.getFileName() != null && first.getFileName().equals(second.getFileName());
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  /** Returns whether a path is the process's standard output, by any of its names. */
  public static boolean isStandardOutput(Path path) {
    try {
      return OpenTarget.of(path).isStandardOutput();
    } catch (IOException e) {
      return false; // and cannot be written
    }
  }
}
