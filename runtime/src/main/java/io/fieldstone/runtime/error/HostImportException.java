// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** The device cannot work on the memory of a buffer; nothing was made. */
public final class HostImportException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public HostImportException(String message) {
    super(message);
  }
}
