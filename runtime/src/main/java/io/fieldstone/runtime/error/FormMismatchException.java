// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** Canonical and Montgomery elements were mixed in one call. */
public final class FormMismatchException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public FormMismatchException(String message) {
    super(message);
  }
}
