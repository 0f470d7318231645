// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.files;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /** As the operating system has it. */
  private static final int MAX_LINKS = 40;

  private final Path given;
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final Pieces pieces = new Pieces();

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
      Path target = follow(path);
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

  /** Follows symbolic links, also to a file that is not there yet. */
  private static Path follow(Path path) throws IOException {
    Path target = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static NewFile open(Path given, Path target, Path folder) throws IOException {
    while (true) {
      String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
      // Not made of the target's name, which may be as long as names can be.
      Path temporary = folder.resolve(".fieldstone-" + random + ".tmp");
      try {
        // Not Files.createTempFile, which would leave the result readable for its owner only.
        FileChannel channel =
            TemporaryFiles.ofProcess().create(temporary, Ownership.whileWritten(target));
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
      pieces.write(vector, channel);
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
      if (Files.exists(target)) {
        Ownership.copy(target, temporary);
      }
      TemporaryFiles.ofProcess().settle(temporary, this::move);
    } catch (IOException e) {
      throw unwritable(given, IoReasons.of(e) + "; name another place", e);
    }
  }

  private void move() throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes the temporary file, unless it was published. Idempotent. */
  @Override
  public void close() {
    try {
      channel.close();
      TemporaryFiles.ofProcess().remove(temporary);
    } catch (IOException e) {
      throw unwritable(given, "cannot remove " + temporary + ": " + IoReasons.of(e), e);
    }
  }
}
