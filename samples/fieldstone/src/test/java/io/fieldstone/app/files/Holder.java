// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A process that is in the middle of overwriting a file: it says so, and goes on when it is told
 * to.
 */
final class Holder {

  private static final ByteBuffer HALF = ByteBuffer.wrap(new byte[] {'o', 't', 'h'});

  private Holder() {}

  /** Starts one; what it says first tells that it has the file. */
  static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            file.toString())
        .redirectError(Redirect.INHERIT)
        .start();
  }

  public static void main(String[] args) throws IOException {
    try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      file.write(HALF);
      System.out.println(lock.isValid());
      System.in.read();
      file.write(ByteBuffer.wrap(new byte[] {'e', 'r', '!', '!', '!'}));
    }
  }
}
