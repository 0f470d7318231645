// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** An element is not below the field's modulus, or an index is not below the vector's size. */
public final class ElementRangeException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public ElementRangeException(String message) {
    super(message);
  }
}
