// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

/** What the process's exit code says. */
final class ExitCodes {

  static final int OK = 0;

  /** The command ran, and found a wrong result. */
  static final int MISMATCH = 1;

  /**
   * The input, the environment or the machine does not allow it; the error line says the remedy.
   */
  static final int BAD_INPUT = 2;

  /** A defect, or a device that failed: sysexits.h calls it EX_SOFTWARE. */
  static final int INTERNAL = 70;

  /** The reader of standard output has enough, as head does: what a shell says of SIGPIPE. */
  static final int BROKEN_PIPE = 128 + 13;

  /** Names the exit code that the launcher wants in place of {@link #OK}. */
  private static final String OK_PROPERTY = "fieldstone.exit.right";

  /** Names the one in place of {@link #MISMATCH}. */
  private static final String MISMATCH_PROPERTY = "fieldstone.exit.wrong";

  private ExitCodes() {}

  /**
   * Returns with what the process ends. 0 is also what a driver ends it with, in the middle of a
   * call, and 1 what a Java ends with that cannot start: the launcher has them told apart.
   */
  static int ofProcess(int exitCode) {
    return switch (exitCode) {
      case OK -> Integer.getInteger(OK_PROPERTY, OK);
      case MISMATCH -> Integer.getInteger(MISMATCH_PROPERTY, MISMATCH);
      default -> exitCode;
    };
  }
}
