// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/**
 * The device lacks a feature that the kernel or the backend needs. Raised before a pipeline is
 * made.
 */
public final class MissingFeatureException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public MissingFeatureException(String message) {
    super(message);
  }
}
