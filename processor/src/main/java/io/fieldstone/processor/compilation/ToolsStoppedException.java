// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

/** The native tools were stopped, or stopped by themselves, before they had an answer. */
final class ToolsStoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What made an end to them. */
  enum Reason {
    /** They took too long. */
    TIME,
    /** All runs for one kernel took too long. */
    KERNEL_TIME,
    /** All runs together took too long. */
    TOTAL_TIME,
    /** They took too much memory. */
    MEMORY,
    /** What they made is too large. */
    OUTPUT,
    /** The shader includes too much. */
    INCLUDES,
    /** They ended by themselves. */
    CRASH
  }

  private final Reason reason;

  ToolsStoppedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
