// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Puts other content in a file that stays the same file, since it has other names, or must. */
final class Overwriting {

  private static final int ZEROS = 1 << 20;

  /** Small enough for the process's end not to wait for one. */
  private static final long PIECE = 64L << 20;

  private static final Object LOCK_OF_PROCESS = new Object();

  private Overwriting() {}

  /** The new content cannot be put there; the file is as before. */
  static final class UntouchedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean full;

    UntouchedException(IOException cause, boolean full) {
      super(IoReasons.of(cause), cause);
      this.full = full;
    }

    /** Returns whether it is for want of room. */
    boolean isFull() {
      return full;
    }
  }

  /**
   * Copies a file over another one; both are on the disk when it returns. Of several processes that
   * copy over the same one, each does so when the one before it is done.
   *
   * @throws UntouchedException if it is known beforehand that it cannot be done
   * @throws IOException if some of it could not be written
   */
  @SuppressWarnings("try") // the lock does its work by being there
  static void copy(Path source, Path path) throws IOException {
    try (FileChannel from =
            openUntouched(source, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel to = openUntouched(path, StandardOpenOption.WRITE)) {
      from.force(true); // a power cut in the middle finds it whole
      synchronized (LOCK_OF_PROCESS) { // to which the system's locks say nothing
        try (@Nullable FileLock lock = lock(to, path)) {
          transfer(from, to);
        }
      }
    }
  }

  private static void transfer(FileChannel from, FileChannel to) throws IOException {
    long size = from.size();
    reserve(to, size);
    for (long done = 0; done < size; ) {
      done += from.transferTo(done, Math.min(PIECE, size - done), to);
    }
    to.truncate(size);
    to.force(true);
  }

  /** Has a file for this process alone; null where there are no locks. */
  private static @Nullable FileLock lock(FileChannel channel, Path path) {
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      System.err.println(
          "fieldstone: waiting until another process that writes " + path + " is done with it");
      return channel.lock();
    } catch (IOException e) {
      return null; // a file system without them
    }
  }

  private static FileChannel openUntouched(Path path, OpenOption... how) throws UntouchedException {
    try {
      return FileChannel.open(path, how);
    } catch (IOException e) {
      throw new UntouchedException(e, false);
    }
  }

  /**
   * Makes a file as large as it will be, so that a full disk is met before anything is lost; unless
   * the file has holes, which take room only when they are written.
   */
  private static void reserve(FileChannel file, long size) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
    long before = file.size();
    try {
      for (long at = before; at < size; ) {
        zeros.clear().limit((int) Math.min(ZEROS, size - at));
        at += file.write(zeros, at);
      }
    } catch (IOException e) {
      file.truncate(before);
      throw new UntouchedException(e, true);
    }
  }
}
