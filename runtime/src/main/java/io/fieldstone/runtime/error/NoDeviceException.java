// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/** There is no Vulkan device that Fieldstone can use, or none of the name that was asked for. */
public final class NoDeviceException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public NoDeviceException(String message) {
    super(message);
  }
}
