// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import org.jspecify.annotations.Nullable;

/** Something given to a command is wrong; the message is one line that names it and the remedy. */
public final class BadInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes the exception. */
  public BadInputException(String message) {
    super(message);
  }

  /** Makes the exception with its cause. */
  public BadInputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
