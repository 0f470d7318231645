// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/** An empty folder for pipelines, so that to make one is not to look it up. */
final class EmptyCache {

  private EmptyCache() {}

  /** Does work with such a folder, which is gone afterwards. */
  static <R> R with(Function<Path, R> work) {
    try {
      Path cache = Files.createTempDirectory("fieldstone-bench");
      try {
        return work.apply(cache);
      } finally {
        delete(cache);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
