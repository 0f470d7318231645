// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** A vector, batch or backend was used after its close(). */
public final class ClosedException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public ClosedException(String message) {
    super(message);
  }
}
