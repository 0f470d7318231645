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
import org.jspecify.annotations.Nullable;

/**
 * A folder whose files one process writes at a time. The system frees the lock when the process
 * ends, however it does. The file that is locked goes when the process is asked to end; that of one
 * that is killed stays, and the next one takes it. A file system without locks refuses nobody.
 */
public final class FolderLock implements AutoCloseable {

  private static final String NAME = ".fieldstone.lock";
  private static final long MOST_BYTES =
      1L << 20; // of which one is written, and not every file system leaves gaps
  private static final int MOST_TRIES = 100;

  private final Path file;
  private final FileChannel channel;
  private final TemporaryFiles files;

  /** The file's, by which it is told from another one of its name. */
  private final long length;

  private FolderLock(Path file, FileChannel channel, long length, TemporaryFiles files) {
    this.file = file;
    this.channel = channel;
    this.length = length;
    this.files = files;
  }

  /**
   * Has a folder for this process alone until it is closed, or the process is asked to end.
   *
   * @param folder a folder that is there
   * @throws BadInputException if it cannot be written, or somebody else has it
   */
  public static FolderLock take(Path folder) {
    return take(folder, TemporaryFiles.ofProcess());
  }

  /** The same, with files that a test stops. */
  static FolderLock take(Path folder, TemporaryFiles files) {
    @Nullable FolderLock lock;
    try {
      lock = files.lock(() -> tryLock(folder.resolve(NAME), files));
    } catch (IOException e) {
      throw new BadInputException(
          "cannot write in " + folder + ": " + IoReasons.of(e) + "; name another place", e);
    }
    if (lock == null) {
      throw new BadInputException(
          "another fieldstone is writing in "
              + folder
              + "; wait for its end, or name another place");
    }
    return lock;
  }

  private static @Nullable FolderLock tryLock(Path file, TemporaryFiles files) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean ours = false;
      try {
        if (!isLocked(channel)) {
          return null;
        }
        long length = ThreadLocalRandom.current().nextLong(1, MOST_BYTES);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), length - 1);
        ours = isNamed(file, length);
        if (ours) {
          return new FolderLock(file, channel, length, files);
        }
        // The one who had it removed it after it was opened here: whose the new one is, if there
        // is one, is to be seen.
      } finally {
        if (!ours) {
          channel.close();
        }
      }
    }
    return null; // of many, or a file system that tells no lengths
  }

  private static boolean isLocked(FileChannel channel) {
    try {
      return channel.tryLock() != null; // until the channel is closed
    } catch (OverlappingFileLockException e) {
      return false; // this process has it
    } catch (IOException e) {
      return true; // a file system without locks
    }
  }

  /**
   * Whether a file of a length at random is the one of that name. To open that one and look would
   * give the lock back when it is closed.
   */
  private static boolean isNamed(Path file, long length) throws IOException {
    try {
      return Files.size(file) == length;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Lets others have it. Idempotent. */
  @Override
  public void close() {
    files.unlock(this);
  }

  /** Removes the file while it is locked, so that nobody else's is, and unlocks it then. */
  void release() {
    try (channel) {
      if (isNamed(file, length)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A file that stays hinders nobody.
    }
  }
}
