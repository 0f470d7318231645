// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** The kernel has no module for the field's limb shape. */
public final class UnsupportedFieldException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public UnsupportedFieldException(String message) {
    super(message);
  }
}
