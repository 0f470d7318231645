// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** A job of a batch reads or writes what another job of the batch writes. */
public final class BatchConflictException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public BatchConflictException(String message) {
    super(message);
  }
}
