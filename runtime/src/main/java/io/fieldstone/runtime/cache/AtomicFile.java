// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Replaces files whole, so that a reader or a crash never sees half of one. */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes {@code content} to {@code file}, making its folder if there is none. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, content, false);
  }

  /** Does so with a file that its owner may execute. */
  public static void writeExecutable(Path file, byte[] content) throws IOException {
    write(file, content, true);
  }

  private static void write(Path file, byte[] content, boolean executable) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, file.getFileName().toString(), ".tmp");
    try {
      Files.write(temporary, content);
      if (executable) {
        makeExecutable(temporary);
      }
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Where there are no modes, as on Windows, every file is. */
  private static void makeExecutable(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
      mode.addAll(view.readAttributes().permissions()); // none at all, where umask says so
      mode.add(PosixFilePermission.OWNER_EXECUTE);
      view.setPermissions(mode);
    }
  }
}
