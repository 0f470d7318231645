// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/**
 * The time that a call was given has passed. What had not been submitted to the device by then was
 * not; what had been is done, unless the message says otherwise.
 */
public final class DeadlineExceededException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public DeadlineExceededException(String message) {
    super(message);
  }
}
