// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file that a process has open, such as /dev/fd/3 and /dev/stdout. It is known by the
 * folder that it is in, not by its spelling: /proc/thread-self/fd/1 and /dev/./fd/1 are standard
 * output too, and so is 1 in a folder that is a link to /dev/fd.
 *
 * @param process the process's folder in /proc; null where there is none, as on macOS
 * @param number its number
 * @param own whether the process is this one
 */
record DescriptorName(@Nullable Path process, int number, boolean own) {

  /** As the operating system has it: no process has more than a billion. */
  private static final int MOST_DIGITS = 9;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1," + MOST_DIGITS + "}");

  private static final Pattern OF_LINUX = Pattern.compile("(/proc/\\d+)(?:/task/\\d+)?/fd");

  private static final Path SELF = Path.of("/proc/self");

  private static final String DEVICES = "/dev";
  private static final String OF_OTHERS = "/dev/fd";

  /** On macOS they are no links, but other names of those in /dev/fd. */
  private static final Map<String, Integer> STANDARD = Map.of("stdin", 0, "stdout", 1, "stderr", 2);

  /** Returns what {@code path} names; null if that is no open file of a process. */
  static @Nullable DescriptorName of(Path path) {
    Path folder = path.getParent();
    Path name = path.getFileName();
    if (folder == null || name == null || path.getFileSystem() != FileSystems.getDefault()) {
      return null;
    }
    try {
      return in(folder.toRealPath().toString(), name.toString(), path);
    } catch (IOException e) {
      return null; // there is no such folder
    }
  }

  private static @Nullable DescriptorName in(String folder, String name, Path path)
      throws IOException {
    @Nullable Integer standard = folder.equals(DEVICES) ? STANDARD.get(name) : null;
    if (standard != null && !Files.isSymbolicLink(path)) {
      return new DescriptorName(null, standard, true);
    }
    if (!NUMBER.matcher(name).matches()) {
      return null;
    }
    if (folder.equals(OF_OTHERS)) {
      return new DescriptorName(null, Integer.parseInt(name), true);
    }
    Matcher linux = OF_LINUX.matcher(folder);
    if (!linux.matches()) {
      return null;
    }
    Path process = Path.of(linux.group(1));
    boolean own = process.equals(SELF.toRealPath());
    return new DescriptorName(own ? SELF : process, Integer.parseInt(name), own);
  }

  /** Returns where the system tells how it was opened; null where it does not. */
  @Nullable Path info() {
    return process == null ? null : process.resolve("fdinfo").resolve(Integer.toString(number));
  }

  /** Returns the name by which the system opens it. */
  Path path() {
    String digits = Integer.toString(number);
    return process == null
        ? Path.of(OF_OTHERS).resolve(digits)
        : process.resolve("fd").resolve(digits);
  }
}
