// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.error;

/**
 * A Vulkan call failed in a way that has no exception of its own; the message has the call and
 * result.
 */
public final class VulkanException extends FieldstoneException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception; {@code message} names the thing at fault and the remedy.
   *
   * @param message what is wrong, and what to do
   */
  public VulkanException(String message) {
    super(message);
  }
}
