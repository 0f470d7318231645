// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

/**
 * The shader compiler or the validator was asked for, but LWJGL's shaderc is not there or has no
 * natives for this machine. Neither building nor running kernels from SPIR-V needs it.
 */
public final class ShaderToolsUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ShaderToolsUnavailableException(LinkageError cause) {
    super(
        "LWJGL's shaderc cannot be loaded. Add org.lwjgl:lwjgl and org.lwjgl:lwjgl-shaderc, each also"
            + " with the natives classifier of this machine, such as natives-linux.",
        cause);
  }
}
