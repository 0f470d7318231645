// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

/** An included file is there but cannot be read. Unchecked, to pass through a shader compiler. */
final class UnreadableSourceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final String reason;

  UnreadableSourceException(String name, String reason) {
    super(name + ": " + reason);
    this.name = name;
    this.reason = reason;
  }

  String name() {
    return name;
  }

  String reason() {
    return reason;
  }
}
