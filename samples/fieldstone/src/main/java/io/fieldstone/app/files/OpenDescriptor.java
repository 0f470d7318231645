// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * How a process has a file open that /dev/fd names. Linux opens such a name anew, whatever it was
 * opened for: so the number of one of Java's own files, its libraries among them, would have that
 * written over.
 *
 * @param writable whether it was opened to be written
 * @param append whether to its end
 * @param position where the next byte goes otherwise
 */
record OpenDescriptor(boolean writable, boolean append, long position) {

  private static final int ACCESS_MODE = 3;
  private static final int APPEND = 0x400; // O_APPEND of Linux

  /** Other systems open what is open, and refuse what is not writable, themselves. */
  private static final OpenDescriptor UNKNOWN = new OpenDescriptor(true, false, 0);

  /**
   * Looks at one.
   *
   * @throws NoSuchFileException if nothing has that number
   */
  static OpenDescriptor of(DescriptorName name) throws IOException {
    @Nullable Path info = name.info();
    Path folder = info == null ? null : info.getParent();
    return info == null || folder == null || !Files.isDirectory(folder)
        ? UNKNOWN
        : parse(Files.readString(info));
  }

  /** Reads Linux's lines of a descriptor: flags in octal, and its position. */
  static OpenDescriptor parse(String lines) {
    long flags = 0;
    long position = 0;
    for (String line : lines.lines().toList()) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("flags:")) {
        flags = Long.parseLong(value, 8);
      } else if (line.startsWith("pos:")) {
        position = Long.parseLong(value);
      }
    }
    return new OpenDescriptor((flags & ACCESS_MODE) != 0, (flags & APPEND) != 0, position);
  }

  /**
   * Returns this, if it may be written.
   *
   * @throws IOException if it was not opened for that
   */
  OpenDescriptor requireWritable() throws IOException {
    if (!writable) {
      throw new IOException("it is not open to be written");
    }
    return this;
  }

  /** Opens its name to go on where it is. */
  FileChannel open(Path name) throws IOException {
    FileChannel channel =
        FileChannel.open(name, append ? StandardOpenOption.APPEND : StandardOpenOption.WRITE);
    if (!append && Files.isRegularFile(name)) {
      channel.position(position);
    }
    return channel;
  }
}
