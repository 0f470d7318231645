// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a file can be put somewhere, before it is made, and leaves nothing there.
 *
 * @param given the place as it was given
 * @param target the file
 * @param folder what it is in
 */
record OutputPlace(Path given, Path target, Path folder) {

  /** How lsattr shows a folder that takes files, but lets none be renamed or removed. */
  private static final char APPEND_ONLY = 'a';

  /**
   * Looks at a place.
   *
   * @throws BadInputException if no file can be there
   */
  static OutputPlace of(Path given, Path target) {
    if (Files.isDirectory(target)) {
      throw unwritable(given, "it is a folder; name a file in it", null);
    }
    Path folder = target.getParent();
    if (folder == null) {
      throw unwritable(given, "it is in no folder; name another place", null);
    }
    requireFolder(given, folder);
    requireReplaceable(given, target);
    return new OutputPlace(given, target, folder);
  }

  /**
   * Opens what is there: that mode, flags, mounts and other programs let it be written. What is not
   * there may be so because nothing can have such a name, which only opening tells.
   */
  private static void requireReplaceable(Path given, Path target) {
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      channel.size();
    } catch (NoSuchFileException e) {
      // It is to be made.
    } catch (IOException e) {
      throw unwritable(given, IoReasons.of(e) + "; name another file or change its permissions", e);
    }
  }

  private static void requireFolder(Path given, Path folder) {
    try {
      if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
        throw new NotDirectoryException(folder.toString());
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw unwritable(
          given, "there is no folder " + folder + "; make it or name another place", e);
    } catch (IOException e) {
      throw unwritable(
          given,
          "the folder "
              + folder
              + " cannot be looked into ("
              + IoReasons.of(e)
              + "); change its permissions, or name another place",
          e);
    }
    if (isAppendOnly(folder)) {
      throw unwritable(
          given,
          "no file in the folder "
              + folder
              + " can be renamed or removed; name a place in another one, or: chattr -a "
              + folder,
          null);
    }
  }

  /** Neither the JDK nor any trial that leaves nothing tells; a system without lsattr does not. */
  private static boolean isAppendOnly(Path folder) {
    if (!System.getProperty("os.name", "").equals("Linux")
        || folder.getFileSystem() != FileSystems.getDefault()) {
      return false;
    }
    try {
      Process asked =
          new ProcessBuilder("lsattr", "-d", "--", folder.toString())
              .redirectError(Redirect.DISCARD)
              .start();
      asked.getOutputStream().close();
      String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.split(" ", 2)[0].indexOf(APPEND_ONLY) >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Says that a temporary file cannot be made in the folder, or renamed there.
   *
   * @param left the file that was made and cannot be removed either, or null
   */
  BadInputException noTemporary(@Nullable Path left, FileSystemException cause) {
    return left == null
        ? unwritable(
            given,
            "no other file can be made in the folder "
                + folder
                + " ("
                + IoReasons.of(cause)
                + "); make it writable, or name another place",
            cause)
        : unwritable(
            given,
            "no file in the folder "
                + folder
                + " can be renamed or removed ("
                + IoReasons.of(cause)
                + "), so "
                + left
                + ", which is empty, stays; name a place in another folder",
            cause);
  }

  private static BadInputException unwritable(Path given, String why, @Nullable IOException cause) {
    return new BadInputException("cannot write " + given + ": " + why, cause);
  }
}
