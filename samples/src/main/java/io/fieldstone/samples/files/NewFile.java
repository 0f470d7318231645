// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.files;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that appears whole or not at all: written under a temporary name beside its place, and
 * moved there by {@link #publish()}. Made before the work starts, so that a place that cannot be
 * written is known before any of it is done.
 *
 * <pre>{@code
 * try (NewFile out = NewFile.create(path)) {
 *   out.write(vector);
 *   out.publish();
 * }
 * }</pre>
 */
public final class NewFile implements AutoCloseable {

  private final Path given;
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;

  private NewFile(Path given, Path target, Path temporary, FileChannel channel) {
    this.given = given;
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  /**
   * Prepares to write {@code path}; what is there stays until {@link #publish()}.
   *
   * @throws BadInputException if nothing can be written there
   */
  public static NewFile create(Path path) {
    try {
      Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      if (Files.isDirectory(target)) {
        throw unwritable(path, "it is a folder; name a file in it");
      }
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        throw unwritable(path, "it is not a regular file; name another one");
      }
      if (Files.exists(target) && !Files.isWritable(target)) {
        throw unwritable(path, "permission denied; name another file or change its permissions");
      }
      Path folder = target.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw unwritable(path, "there is no folder " + folder + "; make it or name another place");
      }
      return open(path, target, folder);
    } catch (IOException e) {
      throw unwritable(path, IoReasons.of(e) + "; name another place or change its permissions", e);
    }
  }

  private static NewFile open(Path given, Path target, Path folder) throws IOException {
    while (true) {
      String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
      Path temporary = folder.resolve("." + target.getFileName() + "." + random + ".tmp");
      try {
        // Not Files.createTempFile, which would leave the result readable for its owner only.
        FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // An interrupted process leaves nothing behind either.
        temporary.toFile().deleteOnExit();
        return new NewFile(given, target, temporary, channel);
      } catch (FileAlreadyExistsException e) {
        // Another run has drawn the same name.
      }
    }
  }

  private static BadInputException unwritable(Path path, String why) {
    return new BadInputException("cannot write " + path + ": " + why);
  }

  private static BadInputException unwritable(Path path, String why, IOException cause) {
    return new BadInputException("cannot write " + path + ": " + why, cause);
  }

  /**
   * Writes a vector's elements.
   *
   * @throws BadInputException if there is no room for them
   */
  public void write(HostVector<?> vector) {
    try {
      ElementFile.write(vector, channel);
    } catch (IOException e) {
      throw unwritable(given, IoReasons.of(e) + "; make room or name another place", e);
    }
  }

  /**
   * Writes text.
   *
   * @throws BadInputException if there is no room for it
   */
  public void write(String text) {
    try {
      var bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(given, IoReasons.of(e) + "; make room or name another place", e);
    }
  }

  /**
   * Puts what was written in its place, where it replaces what was there.
   *
   * @throws BadInputException if it cannot be put there
   */
  public void publish() {
    try {
      channel.close();
      try {
        Files.move(
            temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw unwritable(given, IoReasons.of(e) + "; name another place", e);
    }
  }

  /** Removes the temporary file, unless it was published. Idempotent. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw unwritable(given, "cannot remove " + temporary + ": " + IoReasons.of(e), e);
    }
  }
}
