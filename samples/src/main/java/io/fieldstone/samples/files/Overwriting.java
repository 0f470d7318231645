// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.files;

import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts other content in a file that stays the same file, since it has other names too. */
final class Overwriting {

  private static final int ZEROS = 1 << 20;

  /** Small enough for the process's end not to wait for one. */
  private static final long PIECE = 64L << 20;

  private Overwriting() {}

  /** There is no room for the new content; the file is as before. */
  static final class NoRoomException extends IOException {

    private static final long serialVersionUID = 1L;

    NoRoomException(IOException cause) {
      super(IoReasons.of(cause), cause);
    }
  }

  /**
   * Copies a file over another one; both are on the disk when it returns.
   *
   * @throws NoRoomException if it is known beforehand that there is no room
   * @throws IOException if some of it could not be written
   */
  static void copy(Path source, Path path) throws IOException {
    try (FileChannel from =
            FileChannel.open(source, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel to = FileChannel.open(path, StandardOpenOption.WRITE)) {
      from.force(true); // a power cut in the middle finds it whole
      long size = from.size();
      reserve(to, size);
      for (long done = 0; done < size; ) {
        done += from.transferTo(done, Math.min(PIECE, size - done), to);
      }
      to.truncate(size);
      to.force(true);
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
      throw new NoRoomException(e);
    }
  }
}
