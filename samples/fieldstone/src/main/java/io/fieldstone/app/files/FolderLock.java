// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A folder whose files one process writes at a time. The system frees the lock when the process
 * ends, however it does; the file that is locked may stay then, and the next one takes it. A file
 * system without locks refuses nobody.
 */
public final class FolderLock implements AutoCloseable {

  private static final String NAME = ".fieldstone.lock";
  private static final long MOST_BYTES =
      1L << 20; // of which one is written, and not every file system leaves gaps

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Has a folder for this process alone until it is closed.
   *
   * @param folder a folder that is there
   * @throws BadInputException if it cannot be written, or somebody else has it
   */
  public static FolderLock take(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel, file)) {
        return new FolderLock(file, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new BadInputException(
          "cannot write in " + folder + ": " + IoReasons.of(e) + "; name another place", e);
    }
    throw new BadInputException(
        "another fieldstone is writing in " + folder + "; wait for its end, or name another place");
  }

  private static boolean isTaken(FileChannel channel, Path file) throws IOException {
    try {
      return TemporaryName.lock(channel, file) && isStillThere(channel, file);
    } catch (OverlappingFileLockException e) {
      return false; // this process has it
    }
  }

  /**
   * Whether the file that is locked has its name yet: the one who had it may have removed it after
   * this one was opened, and a third made another. Told by a length at random, since to open it
   * again and close that would give the lock back.
   */
  private static boolean isStillThere(FileChannel channel, Path file) throws IOException {
    long length = ThreadLocalRandom.current().nextLong(1, MOST_BYTES);
    channel.truncate(0);
    channel.write(ByteBuffer.allocate(1), length - 1);
    try {
      return Files.size(file) == length;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Lets others have it. Idempotent. */
  @Override
  public void close() {
    try {
      if (channel.isOpen()) {
        Files.deleteIfExists(file);
        channel.close();
      }
    } catch (IOException e) {
      // A file that stays hinders nobody.
    }
  }
}
