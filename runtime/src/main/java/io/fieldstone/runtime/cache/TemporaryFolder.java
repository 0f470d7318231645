// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import io.fieldstone.runtime.error.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for caches that are not kept. */
public final class TemporaryFolder implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(TemporaryFolder.class.getName());

  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes an empty one.
   *
   * @throws ConfigurationException if that cannot be done
   */
  public static TemporaryFolder make() {
    try {
      return new TemporaryFolder(Files.createTempDirectory("fieldstone-caches"));
    } catch (IOException e) {
      throw new ConfigurationException(
          "a folder for caches cannot be made below "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + IoReasons.of(e)
              + "; name another one (-Djava.io.tmpdir=FOLDER)",
          e);
    }
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  /** Removes it with everything in it. Idempotent. */
  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      for (Path file : contents()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOGGER.log(Level.WARNING, "cannot remove " + path + "; remove it", e);
    }
  }

  private List<Path> contents() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
