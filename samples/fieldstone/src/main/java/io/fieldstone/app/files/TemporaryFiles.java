// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import io.fieldstone.app.files.Overwriting.UntouchedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Temporary files, of which none outlives the process, however it is asked to end. {@link
 * java.io.File#deleteOnExit()} cannot promise that: a signal may come between a file and its
 * registration.
 */
final class TemporaryFiles {

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** How long the process's end waits for files that are being overwritten. */
  private static final long PATIENCE_MILLIS = 1000;

  private final Set<Path> files = new HashSet<>();

  /** Whole files, and those that they are being copied over. */
  private final Map<Path, Path> overwriting = new HashMap<>();

  private final Set<FolderLock> locks = new HashSet<>();

  private boolean stopping;

  /** A step that fails as file operations do. */
  interface Step {
    /** Does it. */
    void run() throws IOException;
  }

  /** Takes a lock. */
  interface Locking {
    /** Returns the lock, none if somebody else has it. */
    @Nullable FolderLock tryLock() throws IOException;
  }

  /** Returns the process's, which its end removes. */
  static TemporaryFiles ofProcess() {
    return OfProcess.FILES;
  }

  private static final class OfProcess {
    static final TemporaryFiles FILES = new TemporaryFiles();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(FILES::stop, "temporary files"));
    }
  }

  /** Makes a file, which is removed unless {@link #settle} comes first. */
  synchronized FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
    requireRunning();
    FileChannel channel = FileChannel.open(file, NEW, attributes);
    files.add(file);
    return channel;
  }

  /** Takes a lock, which is let go when the process ends, unless {@link #unlock} comes first. */
  synchronized @Nullable FolderLock lock(Locking locking) throws IOException {
    requireRunning();
    @Nullable FolderLock lock = locking.tryLock();
    if (lock != null) {
      locks.add(lock);
    }
    return lock;
  }

  /** Lets a lock go. Idempotent. */
  synchronized void unlock(FolderLock lock) {
    if (locks.remove(lock)) {
      lock.release();
    }
  }

  /** Removes what processes have left in a folder that were killed. */
  synchronized void removeLeft(Path folder) {
    TemporaryName.removeLeft(folder, files);
  }

  /** Gives a file another name beside its own. */
  synchronized void rename(Path file, Path name) throws IOException {
    requireRunning();
    Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    files.remove(file);
    files.add(name);
  }

  /** Leaves a file where it is, for whoever was told of it. */
  synchronized void keep(Path file) {
    files.remove(file);
  }

  private void requireRunning() throws IOException {
    if (stopping) {
      throw new IOException("the process is being stopped");
    }
  }

  /** Moves a file where it stays. */
  synchronized void settle(Path file, Step move) throws IOException {
    requireRunning();
    move.run();
    files.remove(file);
  }

  /**
   * Copies a file over another one, and removes it then. Until that is done it holds what the other
   * one no longer does, so it stays if copying fails, or the process ends.
   *
   * @throws UntouchedException if the other one is as before; the file is removed as ever
   */
  void overwrite(Path file, Path target) throws IOException {
    synchronized (this) {
      requireRunning();
      files.remove(file);
      overwriting.put(file, target);
    }
    boolean asBefore = false;
    try {
      Overwriting.copy(file, target);
      Files.delete(file);
    } catch (UntouchedException e) {
      asBefore = true;
      throw e;
    } finally {
      overwritten(file, asBefore);
    }
  }

  /** Returns whether a file is being copied over another one. */
  synchronized boolean isOverwriting() {
    return !overwriting.isEmpty();
  }

  private synchronized void overwritten(Path file, boolean asBefore) {
    overwriting.remove(file);
    if (asBefore) {
      files.add(file);
    }
    notifyAll();
  }

  /** Removes a file. Idempotent. */
  synchronized void remove(Path file) throws IOException {
    if (files.remove(file)) {
      Files.deleteIfExists(file);
    }
  }

  /** Removes all, and lets locks go; from here on none is made. */
  synchronized void stop() {
    stopping = true;
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        System.err.println("fieldstone: cannot remove " + file + "; remove it");
      }
    }
    files.clear();
    awaitOverwriting();
    overwriting.forEach(
        (file, target) ->
            System.err.println(
                "fieldstone: "
                    + target
                    + " is half written; its whole new content is in "
                    + file
                    + ", so copy it there"));
    if (overwriting.isEmpty()) { // else others wait for the process's very end
      locks.forEach(FolderLock::release);
      locks.clear();
    }
  }

  private synchronized void awaitOverwriting() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    try {
      for (long left = PATIENCE_MILLIS; left > 0 && !overwriting.isEmpty(); ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
