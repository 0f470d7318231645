// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** The device stopped answering. The backend must be closed and opened again. */
public final class DeviceLostException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public DeviceLostException(String message) {
    super(message);
  }
}
