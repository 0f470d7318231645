// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that takes a folder again and again, and fails if another one has it meanwhile. */
final class Taker {

  static final int PROCESSES = 3;

  /** What those who have the folder lock too: with a file that nobody removes. */
  static final String INSIDE = "inside";

  private static final int ROUNDS = 300;

  private Taker() {}

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Taker.class.getName(),
            folder.toString())
        .redirectError(Redirect.INHERIT)
        .start();
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (int taken = 0; taken < ROUNDS; ) {
      try {
        FolderLock lock = FolderLock.take(folder);
        requireAlone(folder);
        lock.close();
        taken++;
      } catch (BadInputException e) {
        if (!String.valueOf(e.getMessage()).startsWith("another fieldstone is writing in ")) {
          throw e;
        }
      }
    }
  }

  private static void requireAlone(Path folder) throws IOException {
    try (FileChannel inside =
            FileChannel.open(
                folder.resolve(INSIDE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock alone = inside.tryLock()) {
      if (alone == null) {
        throw new IllegalStateException("another process has the folder too");
      }
    }
  }
}
