// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** Vectors, kernels or jobs of different backends were mixed. */
public final class BackendMismatchException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public BackendMismatchException(String message) {
    super(message);
  }
}
