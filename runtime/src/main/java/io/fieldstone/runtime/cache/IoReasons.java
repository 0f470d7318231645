// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Says in words why a file could not be used: several exceptions of the JDK say only its name. */
public final class IoReasons {

  /** EFBIG, as systems say it. */
  private static final String TOO_LARGE = "File too large";

  private IoReasons() {}

  /** Returns the reason, without the file. */
  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemLoopException) {
      return "its symbolic links lead in a circle";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file is in its place";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "a folder is in its place";
    }
    String reason = reason(e);
    return reason.equals(TOO_LARGE)
        ? "too large a file for the limit of this process (ulimit -f) or for the file system"
        : reason;
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException detailed && detailed.getReason() != null) {
      return detailed.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
