// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

/** A SPIR-V module breaks a rule of SPIR-V or of Vulkan; the message is the validator's. */
public final class SpirvValidationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SpirvValidationException(String module, String message) {
    super("SPIR-V module '" + module + "' is not valid for Vulkan 1.2: " + message);
  }
}
