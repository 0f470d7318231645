// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/**
 * The device computes wrongly: what it made of known elements is not what BigInteger makes of them.
 * Raised before any result of the caller's is computed with the same limb shape and strategy.
 */
public final class FaultyDeviceException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public FaultyDeviceException(String message) {
    super(message);
  }
}
