// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import io.fieldstone.app.files.Overwriting.UntouchedException;
import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** A temporary file beside a place, and how it gets there when it is whole. */
final class WrittenFile implements AutoCloseable {

  private static final String MANY_NAMES = "unix:nlink";

  private final TemporaryFiles files = TemporaryFiles.ofProcess();
  private final OutputPlace place;
  private final FileChannel channel;
  private Path file;

  private WrittenFile(OutputPlace place, FileChannel channel, Path file) {
    this.place = place;
    this.channel = channel;
    this.file = file;
  }

  /** Makes one, where it is certain that it can be renamed; what killed processes left goes. */
  static WrittenFile create(OutputPlace place) throws IOException {
    TemporaryFiles.ofProcess().removeLeft(place.folder());
    while (true) {
      @Nullable WrittenFile made = tryToMake(place);
      if (made != null) {
        return made;
      }
    }
  }

  /** Returns null if another process was faster with the name, or has removed the file. */
  private static @Nullable WrittenFile tryToMake(OutputPlace place) throws IOException {
    TemporaryFiles files = TemporaryFiles.ofProcess();
    Path first = TemporaryName.in(place.folder());
    Path second = TemporaryName.in(place.folder());
    FileChannel channel;
    try {
      // Not Files.createTempFile, which would leave the result readable for its owner only.
      channel = files.create(first, Ownership.whileWritten(place.target()));
    } catch (FileAlreadyExistsException e) {
      return null;
    } catch (FileSystemException e) {
      throw place.noTemporary(null, e);
    }
    boolean kept = false;
    try {
      if (TemporaryName.isLocked(place.folder())) { // elsewhere nothing that is open is moved
        files.rename(first, second);
        kept = TemporaryName.lock(channel, second);
      } else {
        kept = true;
        second = first;
      }
      return kept ? new WrittenFile(place, channel, second) : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      throw place.noTemporary(remains(first) ? first : null, e);
    } finally {
      if (!kept) {
        channel.close();
        removeQuietly(first);
        removeQuietly(second);
      }
    }
  }

  private static boolean remains(Path file) {
    removeQuietly(file);
    return Files.exists(file);
  }

  private static void removeQuietly(Path file) {
    try {
      TemporaryFiles.ofProcess().remove(file);
    } catch (IOException e) {
      // That it stays is said.
    }
  }

  FileChannel channel() {
    return channel;
  }

  /** Puts it in its place. */
  void publish() throws IOException {
    if (TemporaryName.isLocked(place.folder())) {
      markWhole(); // nobody takes it for one that was left, when it is not locked
    }
    channel.close();
    Path target = place.target();
    boolean replaces = Files.exists(target);
    if (replaces && names(target) > 1) { // they would be left with what was there before
      overwrite();
      return;
    }
    try {
      if (replaces) {
        Ownership.copy(target, file);
      }
      Path whole = file;
      files.settle(whole, () -> move(whole, target));
    } catch (FileSystemException e) {
      if (!replaces) {
        throw kept(e);
      }
      Ownership.makePrivate(file); // and may be read, whatever mode it has taken over
      overwrite(); // a file that is mounted there, or another user's in a sticky folder
    }
  }

  /** Gives it the name of what is whole, wherever its folder is by now. */
  private void markWhole() throws IOException {
    try {
      rename();
    } catch (FileSystemException e) {
      Path asMade = file;
      file = TemporaryName.whereOpen(asMade);
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw e; // somebody has removed it
      }
      if (!file.equals(asMade)) {
        files.keep(asMade);
        renameIfPossible();
      }
      throw kept(e);
    }
  }

  private void rename() throws IOException {
    Path whole = TemporaryName.ofWhole(file);
    files.rename(file, whole);
    file = whole;
  }

  private void renameIfPossible() {
    try {
      rename();
    } catch (IOException e) {
      // It stays as it is called, which is said.
    }
  }

  private void overwrite() throws IOException {
    try {
      files.overwrite(file, place.target());
    } catch (UntouchedException e) {
      if (e.isFull()) {
        throw e;
      }
      throw kept(e);
    } catch (IOException e) {
      throw new BadInputException(
          "cannot write "
              + place.given()
              + ": "
              + IoReasons.of(e)
              + "; it is half written, and its whole new content is in "
              + file
              + ": make room, then copy it there",
          e);
    }
  }

  /** The work is done: whoever did it need not do it again. */
  private BadInputException kept(IOException cause) {
    files.keep(file);
    return new BadInputException(
        "cannot write "
            + place.given()
            + ": "
            + IoReasons.of(cause)
            + "; its whole content is in "
            + file
            + ", so move it where it can be"
            + (TemporaryName.isHalf(file) ? ", before another run with an output there" : ""),
        cause);
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

  /** Removes it, unless it was published. Idempotent. */
  @Override
  public void close() throws IOException {
    channel.close();
    try {
      files.remove(file);
    } catch (IOException e) {
      throw new IOException("cannot remove " + file + ": " + IoReasons.of(e), e);
    }
  }
}
