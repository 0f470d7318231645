// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How temporary files are called, and how those of a process that was killed are told from those of
 * one that runs:
 *
 * <pre>
 *   .fieldstone-MACHINE-RANDOM.tmp   is being written, and locked by who does
 *   .fieldstone-MACHINE-RANDOM.new   is whole
 * </pre>
 *
 * <p>The system frees a lock when its process ends, however it does. A lock says nothing to another
 * machine that shares the folder, and the system is asked on POSIX alone: where files that are open
 * can be moved.
 */
final class TemporaryName {

  private static final String PREFIX = ".fieldstone-";
  private static final String HALF = ".tmp";
  private static final String WHOLE = ".new";

  /** A folder with more is not looked through. */
  private static final int MOST_ENTRIES = 100_000;

  private static final int MACHINE_DIGITS = 8;

  /** Linux's links from numbers to files. */
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private static final @Nullable String MACHINE = machine();

  private TemporaryName() {}

  /** Containers of one machine share its locks, and this number; it changes when it starts anew. */
  private static @Nullable String machine() {
    try {
      String id = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return UUID.fromString(id).toString().substring(0, MACHINE_DIGITS);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String prefix() {
    return PREFIX + (MACHINE == null ? "" : MACHINE + "-");
  }

  /** Returns a new name: not made of the target's, which may be as long as names can be. */
  static Path in(Path folder) {
    String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
    return folder.resolve(prefix() + random + HALF);
  }

  /** Returns what a file is called that is whole. */
  static Path ofWhole(Path file) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - HALF.length()) + WHOLE);
  }

  /** Whether a file has the name of one that may be removed when nobody has it locked. */
  static boolean isHalf(Path file) {
    return file.getFileName().toString().endsWith(HALF);
  }

  /**
   * Returns where a file is that this process has open: the folder that it was made in may be
   * called something else by now. As it was called, if nothing is known of it.
   */
  static Path whereOpen(Path file) {
    Path name = file.getFileName();
    try (DirectoryStream<Path> numbers = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path number : numbers) {
        if (Files.isSymbolicLink(number) && Files.isRegularFile(number)) {
          Path open = Files.readSymbolicLink(number);
          if (open.endsWith(name)) {
            return open;
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Not Linux, or no /proc.
    }
    return file;
  }

  /** Whether locks tell here who lives. */
  static boolean isLocked(Path folder) {
    return MACHINE != null && folder.getFileSystem() == FileSystems.getDefault();
  }

  /**
   * Locks a file that this process writes.
   *
   * @return whether it is this process's: another one may have taken it for one that was left
   */
  static boolean lock(FileChannel channel, Path file) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock(); // until the channel is closed
      return lock != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS); // a file system without locks
    }
  }

  /**
   * Removes what processes of this machine have left in a folder that were killed.
   *
   * @param own files of this process's, which lose their lock if anything closes them
   */
  static void removeLeft(Path folder, Set<Path> own) {
    if (!isLocked(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      Iterator<Path> each = files.iterator();
      for (int i = 0; i < MOST_ENTRIES && each.hasNext(); i++) {
        Path file = each.next();
        String name = file.getFileName().toString();
        if (name.startsWith(prefix())
            && name.endsWith(HALF)
            && !own.contains(file)
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          removeIfLeft(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What cannot be looked through may stay: it hinders nobody.
    }
  }

  private static void removeIfLeft(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.tryLock() != null) {
        Files.delete(file);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // It is another user's, or is gone.
    }
  }
}
