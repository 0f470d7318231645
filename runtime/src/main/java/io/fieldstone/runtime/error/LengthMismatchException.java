// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** Vectors of one call have different lengths. */
public final class LengthMismatchException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public LengthMismatchException(String message) {
    super(message);
  }
}
