// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.gate.Gate;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for the caches of tests, which the end of the process removes. */
public final class TestFolders {

  private static final Path ALL = newFolder();

  private static boolean removed;

  private TestFolders() {}

  /** Makes a folder that nobody else has. */
  public static synchronized Path next() {
    if (removed) {
      Gate.keepThread(); // the JVM ends
    }
    try {
      return Files.createTempDirectory(ALL, "cache");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("fieldstone-tests");
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      } catch (IllegalStateException e) {
        delete(folder);
        Gate.keepThread(); // the JVM ends
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    ExitHook.awaitExit(); // what is open yet writes there when it is closed
    synchronized (TestFolders.class) {
      removed = true;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("cannot be removed: " + folder + ": " + e);
    }
  }
}
