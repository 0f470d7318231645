// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashSet;
import java.util.Set;

/**
 * Temporary files, of which none outlives the process, however it is asked to end. {@link
 * java.io.File#deleteOnExit()} cannot promise that: a signal may come between a file and its
 * registration.
 */
final class TemporaryFiles {

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Set<Path> files = new HashSet<>();
  private boolean stopping;

  /** A step that fails as file operations do. */
  interface Step {
    /** Does it. */
    void run() throws IOException;
  }

  /** Returns the process's, which its end removes. */
  static TemporaryFiles ofProcess() {
    return OfProcess.FILES;
  }

  private static final class OfProcess {
    static final TemporaryFiles FILES = new TemporaryFiles();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(FILES::stop, "temporary files"));
    }
  }

  /** Makes a file, which is removed unless {@link #settle} comes first. */
  synchronized FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
    requireRunning();
    FileChannel channel = FileChannel.open(file, NEW, attributes);
    files.add(file);
    return channel;
  }

  private void requireRunning() throws IOException {
    if (stopping) {
      throw new IOException("the process is being stopped");
    }
  }

  /** Moves a file where it stays. */
  synchronized void settle(Path file, Step move) throws IOException {
    requireRunning();
    move.run();
    files.remove(file);
  }

  /** Removes a file. Idempotent. */
  synchronized void remove(Path file) throws IOException {
    if (files.remove(file)) {
      Files.deleteIfExists(file);
    }
  }

  /** Removes all; from here on none is made. */
  synchronized void stop() {
    stopping = true;
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        System.err.println("fieldstone: cannot remove " + file + "; remove it");
      }
    }
    files.clear();
  }
}
