// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that are kept between runs, which others may have put something else in place of. */
public final class CacheFiles {

  private static final long MOST_BYTES = 256L << 20;

  private CacheFiles() {}

  /** Something else is in a cache file's place; the message has the remedy. */
  static final class ForeignFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private ForeignFileException(String message) {
      super(message);
    }
  }

  /**
   * Returns a file's bytes.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be read, is no file, or larger than any that was kept
   */
  public static byte[] read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new ForeignFileException("it is no regular file; remove it");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new ForeignFileException("it has " + Files.size(file) + " bytes; remove it");
    }
    return Files.readAllBytes(file);
  }
}
