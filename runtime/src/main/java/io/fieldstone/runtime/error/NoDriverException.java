// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

import org.jspecify.annotations.Nullable;

/** There is no Vulkan loader on this machine, or none that speaks Vulkan 1.2. */
public final class NoDriverException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public NoDriverException(String message) {
    super(message);
  }

  /**
   * Makes the exception with its cause.
   *
   * @param message what is wrong, and what to do
   * @param cause what it comes from
   */
  public NoDriverException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
