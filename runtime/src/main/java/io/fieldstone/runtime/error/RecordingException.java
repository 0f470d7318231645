// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** A call that cannot be part of a program was made while one is recorded. */
public final class RecordingException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public RecordingException(String message) {
    super(message);
  }
}
