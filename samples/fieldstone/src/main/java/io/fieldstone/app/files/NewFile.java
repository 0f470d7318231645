// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all: written under a temporary name beside its place, and
 * moved there by {@link #publish()}. Made before the work starts, so that a place that cannot be
 * written is known before any of it is done.
 *
 * <p>A file that has several names keeps them, and one that cannot be replaced, since something is
 * mounted there or its folder is sticky, stays the same one: it is overwritten when the new content
 * is whole, and the temporary file stays until that is done, or if it cannot be. A pipe, a device,
 * standard output and what else is open already get what is written at once.
 *
 * <pre>{@code
 * try (NewFile out = NewFile.create(path)) {
 *   out.write(vector);
 *   out.publish();
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class NewFile implements AutoCloseable {

  private final Path given;
  private final FileChannel channel;
  private final @Nullable OpenOutput asItStands;
  private final @Nullable WrittenFile written;
  private long elements;

  private NewFile(
      Path given,
      FileChannel channel,
      @Nullable OpenOutput asItStands,
      @Nullable WrittenFile written) {
    this.given = given;
    this.channel = channel;
    this.asItStands = asItStands;
    this.written = written;
  }

  /**
   * Prepares to write {@code path}; what is there stays until {@link #publish()}.
   *
   * @throws BadInputException if nothing can be written there
   */
  public static NewFile create(Path path) {
    try {
      OpenTarget target = OpenTarget.of(path);
      @Nullable OpenOutput open = target.open();
      if (open != null) {
        return new NewFile(path, open.channel(), open, null);
      }
      WrittenFile written = WrittenFile.create(OutputPlace.of(path, target.path()));
      return new NewFile(path, written.channel(), null, written);
    } catch (IOException e) {
      throw unwritable(path, IoReasons.of(e) + "; name another place or change its permissions", e);
    }
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
      elements += vector.size();
    } catch (IOException e) {
      throw unwritable(given, IoReasons.of(e) + "; make room or name another place", e);
    }
  }

  /** Returns how many elements were written. */
  public long elements() {
    return elements;
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
      if (asItStands != null) {
        asItStands.close();
      } else if (written != null) {
        written.publish();
      }
    } catch (IOException e) {
      throw unwritable(given, IoReasons.of(e) + "; name another place", e);
    }
  }

  /** Removes the temporary file, unless it was published. Idempotent. */
  @Override
  public void close() {
    try {
      if (asItStands != null) {
        asItStands.close();
      } else if (written != null) {
        written.close();
      }
    } catch (IOException e) {
      throw unwritable(given, IoReasons.of(e), e);
    }
  }
}
