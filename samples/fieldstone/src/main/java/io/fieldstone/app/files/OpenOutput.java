// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.List;
import org.lwjgl.system.JNI;
import org.lwjgl.system.linux.DynamicLinkLoader;

/**
 * What is written as it stands.
 *
 * @param channel where it is written
 * @param borrowed whether the channel is over a file that the process goes on to have open
 * @param moved the number of the open file whose offset goes on with what is written, or -1
 */
record OpenOutput(FileChannel channel, boolean borrowed, int moved) {

  private static final int NONE = -1;

  private static final List<FileDescriptor> OF_JAVA =
      List.of(FileDescriptor.in, FileDescriptor.out, FileDescriptor.err);

  /** A pipe or a device that was opened by its own name. */
  static OpenOutput of(FileChannel channel) {
    return new OpenOutput(channel, false, NONE);
  }

  /** What a process has open. */
  static OpenOutput of(DescriptorName name) throws IOException {
    OpenDescriptor descriptor = OpenDescriptor.of(name).requireWritable();
    if (name.own() && name.number() < OF_JAVA.size()) {
      // Not by its name, which begins a file anew that others may have begun.
      FileDescriptor own = OF_JAVA.get(name.number());
      return new OpenOutput(new FileOutputStream(own).getChannel(), true, NONE);
    }
    FileChannel channel = descriptor.open(name.path());
    boolean moves = name.own() && !descriptor.append() && Files.isRegularFile(name.path());
    return new OpenOutput(channel, false, moves ? name.number() : NONE);
  }

  /** Closes what was opened; whoever shares the open file goes on after what was written. */
  void close() throws IOException {
    if (borrowed || !channel.isOpen()) {
      return;
    }
    long end = moved == NONE ? 0 : channel.position();
    channel.close();
    if (moved != NONE) {
      seek(moved, end);
    }
  }

  /** The JDK has no way to a descriptor that it did not open itself. */
  private static void seek(int number, long position) {
    long process = DynamicLinkLoader.dlopen((CharSequence) null, DynamicLinkLoader.RTLD_LAZY);
    long lseek = DynamicLinkLoader.dlsym(process, "lseek");
    if (lseek != 0) {
      long fromStart = 0;
      JNI.invokePPPP(number, position, fromStart, lseek);
    }
  }
}
