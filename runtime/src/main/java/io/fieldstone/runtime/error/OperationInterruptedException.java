// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/**
 * The calling thread was interrupted; its interrupt flag is set again. What had not been submitted
 * to the device by then was not; what had been is done. The message says how far it came.
 */
public final class OperationInterruptedException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public OperationInterruptedException(String message) {
    super(message);
  }
}
