// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** Host or device memory is exhausted. The backend stays usable. */
public final class OutOfMemoryException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public OutOfMemoryException(String message) {
    super(message);
  }
}
