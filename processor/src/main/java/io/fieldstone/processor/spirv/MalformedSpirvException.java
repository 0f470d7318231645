// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

/** Says why bytes are not a SPIR-V module that the reader understands. */
public final class MalformedSpirvException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What kind of wrong the bytes are. */
  public enum Reason {
    /** The file is something else: the magic number is absent. */
    NOT_SPIRV,
    /** The words are big-endian; packaged modules are little-endian. */
    WRONG_BYTE_ORDER,
    /** The file ends inside the header or an instruction. */
    TRUNCATED,
    /** The words contradict the specification or pass a limit. */
    INVALID
  }

  private final Reason reason;

  MalformedSpirvException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static MalformedSpirvException invalid(String message) {
    return new MalformedSpirvException(Reason.INVALID, message);
  }

  /** Returns what kind of wrong the bytes are. */
  public Reason reason() {
    return reason;
  }
}
