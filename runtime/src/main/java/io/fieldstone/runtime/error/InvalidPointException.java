// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** What should be a point of a curve, or the encoding of one, is none. */
public final class InvalidPointException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public InvalidPointException(String message) {
    super(message);
  }
}
