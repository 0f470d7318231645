// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a library would end the process when Linux's dynamic linker loads it: pieces of it that
 * are to be mapped, but lie beyond the file's end, as after a copy that was interrupted. What is no
 * library, or one of another processor, the linker refuses itself.
 */
final class SharedLibrary {

  private static final int HEADER_BYTES = 64;
  private static final int SEGMENT_BYTES = 56;
  private static final int MOST_SEGMENTS = 1024;

  /** 0x7f, E, L, F; 64 bits; little-endian. */
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F', 2, 1};

  private static final int LOADED = 1; // PT_LOAD

  private static final Map<String, Integer> MACHINES = Map.of("amd64", 62, "aarch64", 183);

  private static final Map<String, String> TRIPLETS =
      Map.of("amd64", "x86_64-linux-gnu", "aarch64", "aarch64-linux-gnu");

  private SharedLibrary() {}

  /**
   * Returns the file that the linker would load; null if that is not known.
   *
   * @param path as the manifest has it
   * @param manifest the manifest
   */
  static @Nullable Path find(String path, Path manifest, Map<String, String> environment) {
    if (path.indexOf('\0') >= 0 || path.isEmpty()) {
      return null;
    }
    if (path.contains("/")) {
      return manifest.toAbsolutePath().resolveSibling(path);
    }
    String triplet = TRIPLETS.getOrDefault(System.getProperty("os.arch", ""), "none");
    Stream<String> named =
        Stream.of(environment.getOrDefault("LD_LIBRARY_PATH", "").split("[:;]", -1))
            .filter(folder -> folder.startsWith("/"));
    Stream<String> usual =
        Stream.of("/lib/" + triplet, "/usr/lib/" + triplet, "/lib64", "/usr/lib64");
    return Stream.concat(named, usual)
        .map(folder -> Path.of(folder, path))
        .filter(Files::exists)
        .findFirst()
        .orElse(null);
  }

  /** Returns what would end the process; empty if nothing would, or there is no such file. */
  static Optional<String> danger(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isOther()) {
        return Optional.of("it is a pipe or a device");
      }
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        long needed = needed(channel);
        return needed > channel.size()
            ? Optional.of("it has " + channel.size() + " bytes of " + needed + " or more")
            : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty(); // the linker says so
    }
  }

  /** Returns how long a file must be at least that is mapped as its header says. */
  private static long needed(FileChannel channel) throws IOException {
    @Nullable ByteBuffer header = read(channel, 0, HEADER_BYTES);
    if (header == null || !isForThisMachine(header)) {
      return 0;
    }
    long table = header.getLong(32);
    int each = Short.toUnsignedInt(header.getShort(54));
    int count = Short.toUnsignedInt(header.getShort(56));
    if (each != SEGMENT_BYTES || count > MOST_SEGMENTS || table < 0) {
      return 0;
    }
    @Nullable ByteBuffer segments = read(channel, table, count * SEGMENT_BYTES);
    if (segments == null) {
      return 0;
    }
    long needed = 0;
    for (int i = 0; i < count; i++) {
      int at = i * SEGMENT_BYTES;
      if (segments.getInt(at) == LOADED) {
        needed = Math.max(needed, segments.getLong(at + 8) + segments.getLong(at + 32));
      }
    }
    return needed;
  }

  private static boolean isForThisMachine(ByteBuffer header) {
    byte[] start = new byte[MAGIC.length];
    header.get(0, start);
    Integer machine = MACHINES.get(System.getProperty("os.arch", ""));
    return Arrays.equals(MAGIC, start)
        && machine != null
        && Short.toUnsignedInt(header.getShort(18)) == machine;
  }

  /** Returns bytes of a file; null if it ends before. */
  private static @Nullable ByteBuffer read(FileChannel channel, long from, int bytes)
      throws IOException {
    ByteBuffer read = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (read.hasRemaining()) {
      if (channel.read(read, from + read.position()) < 0) {
        return null;
      }
    }
    return read.flip();
  }
}
