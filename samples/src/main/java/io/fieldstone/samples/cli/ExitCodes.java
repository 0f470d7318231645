// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.cli;

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

  private ExitCodes() {}
}
