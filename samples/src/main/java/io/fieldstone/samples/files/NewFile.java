// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.files;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.cache.IoReasons;
import io.fieldstone.samples.files.Overwriting.NoRoomException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all: written under a temporary name beside its place, and
 * moved there by {@link #publish()}. Made before the work starts, so that a place that cannot be
 * written is known before any of it is done.
 *
 * <p>A file that has several names keeps them: it is overwritten when the new content is whole, and
 * the temporary file stays until that is done, or if it cannot be. A pipe, a device and standard
 * output get what is written at once, since they cannot be replaced.
 *
 * <pre>{@code
 * try (NewFile out = NewFile.create(path)) {
 *   out.write(vector);
 *   out.publish();
 * }
 * }</pre>
 */
public final class NewFile implements AutoCloseable {

  private static final String MANY_NAMES = "unix:nlink";

  private final Path given;
  private final OpenTarget target;
  private final @Nullable Path temporary;
  private final FileChannel channel;

  private NewFile(Path given, OpenTarget target, @Nullable Path temporary, FileChannel channel) {
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
      OpenTarget opened = OpenTarget.of(path);
      @Nullable FileChannel asItStands = opened.open();
      if (asItStands != null) {
        return new NewFile(path, opened, null, asItStands);
      }
      Path target = opened.path();
      if (Files.isDirectory(target)) {
        throw unwritable(path, "it is a folder; name a file in it");
      }
      if (Files.exists(target) && !Files.isWritable(target)) {
        throw unwritable(path, "permission denied; name another file or change its permissions");
      }
      Path folder = target.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw unwritable(path, "there is no folder " + folder + "; make it or name another place");
      }
      return open(path, opened, folder);
    } catch (IOException e) {
      throw unwritable(path, IoReasons.of(e) + "; name another place or change its permissions", e);
    }
  }

  private static NewFile open(Path given, OpenTarget target, Path folder) throws IOException {
    while (true) {
      String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
      // Not made of the target's name, which may be as long as names can be.
      Path temporary = folder.resolve(".fieldstone-" + random + ".tmp");
      try {
        // Not Files.createTempFile, which would leave the result readable for its owner only.
        FileChannel channel =
            TemporaryFiles.ofProcess().create(temporary, Ownership.whileWritten(target.path()));
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
      vector.writeTo(channel);
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

  /** Returns whether it is the process's standard output, which then has nothing else in it. */
  public boolean isStandardOutput() {
    return target.isStandardOutput();
  }

  /**
   * Puts what was written in its place, where it replaces what was there.
   *
   * @throws BadInputException if it cannot be put there
   */
  public void publish() {
    try {
      closeChannel();
      if (temporary == null) {
        return;
      }
      if (Files.exists(target.path()) && names(target.path()) > 1) {
        overwrite(temporary);
        return;
      }
      if (Files.exists(target.path())) {
        Ownership.copy(target.path(), temporary);
      }
      Path written = temporary;
      TemporaryFiles.ofProcess().settle(written, () -> move(written, target.path()));
    } catch (IOException e) {
      throw unwritable(given, IoReasons.of(e) + "; name another place", e);
    }
  }

  /** Replacing it would leave its other names with what was there before. */
  private void overwrite(Path written) throws IOException {
    try {
      TemporaryFiles.ofProcess().overwrite(written, target.path());
    } catch (NoRoomException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(
          given,
          IoReasons.of(e)
              + "; it is half written, and its whole new content is in "
              + written
              + ": make room, then copy it there",
          e);
    }
  }

  /** Standard output stays open: it is the process's. */
  private void closeChannel() throws IOException {
    if (!isStandardOutput()) {
      channel.close();
    }
  }

  /** Returns how many names a file has, as far as the system tells. */
  private static int names(Path file) throws IOException {
    try {
      return (int) Files.getAttribute(file, MANY_NAMES);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return 1;
    }
  }

  private static void move(Path source, Path file) throws IOException {
    try {
      Files.move(source, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(source, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes the temporary file, unless it was published. Idempotent. */
  @Override
  public void close() {
    try {
      closeChannel();
      if (temporary != null) {
        TemporaryFiles.ofProcess().remove(temporary);
      }
    } catch (IOException e) {
      throw unwritable(given, "cannot remove " + temporary + ": " + IoReasons.of(e), e);
    }
  }
}
