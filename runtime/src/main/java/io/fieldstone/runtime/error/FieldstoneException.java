// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

import org.jspecify.annotations.Nullable;

/**
 * Anything that Fieldstone refuses or fails to do. Each subclass is one kind of failure; the
 * message is one line that names the thing at fault and says what to do.
 */
public abstract class FieldstoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * For subclasses.
   *
   * @param message what is wrong, and what to do
   */
  protected FieldstoneException(String message) {
    super(message);
  }

  /**
   * For subclasses.
   *
   * @param message what is wrong, and what to do
   * @param cause what it comes from
   */
  protected FieldstoneException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
