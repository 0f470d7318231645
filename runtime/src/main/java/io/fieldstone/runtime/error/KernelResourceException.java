// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

import org.jspecify.annotations.Nullable;

/** A kernel's SPIR-V resource is missing or unreadable. */
public final class KernelResourceException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public KernelResourceException(String message) {
    super(message);
  }

  /**
   * Makes the exception with its cause.
   *
   * @param message what is wrong, and what to do
   * @param cause what it comes from
   */
  public KernelResourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
