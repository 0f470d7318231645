// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.files;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads that is written to: its links are followed, to the end and also to a file that
 * is not there yet. What cannot be replaced, a pipe, a device or what the process has open already,
 * is written as it stands.
 *
 * @param path where links lead to
 * @param descriptor the number of the open file that a name such as /dev/stdout stands for, or -1
 */
record OpenTarget(Path path, int descriptor) {

  /** As the operating system has it. */
  private static final int MOST_DIGITS = 9;

  private static final int MAX_LINKS = 40;

  private static final Pattern DESCRIPTOR =
      Pattern.compile("/(?:dev|proc/self|proc/(?<process>\\d+))/fd/(?<number>\\d+)");

  private static final int STANDARD_OUTPUT = 1;
  private static final int NONE = -1;

  /** Follows the links of {@code given}. */
  static OpenTarget of(Path given) throws IOException {
    Path target = given.toAbsolutePath();
    for (int links = 0; ; links++) {
      int descriptor = descriptor(target);
      if (descriptor != NONE || !Files.isSymbolicLink(target)) {
        return new OpenTarget(target, descriptor);
      }
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(given.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
  }

  /** On macOS /dev/stdout is no link, but /dev/fd/1 by another name. */
  private static int descriptor(Path path) {
    if (path.toString().equals("/dev/stdout") && !Files.isSymbolicLink(path)) {
      return STANDARD_OUTPUT;
    }
    Matcher matcher = DESCRIPTOR.matcher(path.toString());
    boolean own =
        matcher.matches()
            && (matcher.group("process") == null
                || matcher.group("process").equals(Long.toString(ProcessHandle.current().pid())));
    // No process has more than a billion: a longer number is no descriptor.
    return own && matcher.group("number").length() <= MOST_DIGITS
        ? Integer.parseInt(matcher.group("number"))
        : NONE;
  }

  boolean isStandardOutput() {
    return descriptor == STANDARD_OUTPUT;
  }

  /** Opens what is written as it stands; null if it is a file, or is to become one. */
  @Nullable FileChannel open() throws IOException {
    if (isStandardOutput()) {
      // Not by its name, which begins a file anew that others may have begun.
      return new FileOutputStream(FileDescriptor.out).getChannel();
    }
    if (descriptor != NONE) {
      return OpenDescriptor.of(descriptor).open(path);
    }
    boolean replaceable =
        !Files.exists(path) || Files.isRegularFile(path) || Files.isDirectory(path);
    return replaceable ? null : FileChannel.open(path, StandardOpenOption.WRITE);
  }
}
