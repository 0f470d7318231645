// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** No kernel or field is registered under the name; the message lists those that are. */
public final class UnknownNameException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public UnknownNameException(String message) {
    super(message);
  }
}
