// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** A dispatch or job left a vector unbound, or bound one where none belongs. */
public final class BindingException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public BindingException(String message) {
    super(message);
  }
}
