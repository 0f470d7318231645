// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads that is written to: its links are followed, to the end and also to a file that
 * is not there yet. What cannot be replaced, a pipe, a device or what a process has open already,
 * is written as it stands.
 *
 * @param path where links lead to
 * @param descriptor the open file that a name such as /dev/stdout stands for, or null
 */
record OpenTarget(Path path, @Nullable DescriptorName descriptor) {

  private static final int MAX_LINKS = 40;

  private static final int STANDARD_OUTPUT = 1;

  /** Follows the links of {@code given}. */
  static OpenTarget of(Path given) throws IOException {
    Path target = given.toAbsolutePath();
    for (int links = 0; ; links++) {
      @Nullable DescriptorName descriptor = DescriptorName.of(target);
      if (descriptor != null || !Files.isSymbolicLink(target)) {
        return new OpenTarget(target, descriptor);
      }
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(given.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
  }

  boolean isStandardOutput() {
    return descriptor != null && descriptor.own() && descriptor.number() == STANDARD_OUTPUT;
  }

  /** Opens what is written as it stands; null if it is a file, or is to become one. */
  @Nullable OpenOutput open() throws IOException {
    if (descriptor != null) {
      return OpenOutput.of(descriptor);
    }
    boolean replaceable =
        !Files.exists(path) || Files.isRegularFile(path) || Files.isDirectory(path);
    return replaceable ? null : OpenOutput.of(FileChannel.open(path, StandardOpenOption.WRITE));
  }
}
