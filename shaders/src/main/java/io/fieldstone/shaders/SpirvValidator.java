// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static org.lwjgl.util.shaderc.SPV.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Optional;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.shaderc.SPVDiagnostic;

/**
 * Checks SPIR-V modules against the rules of Vulkan 1.2, with the validator of SPIRV-Tools that is
 * part of LWJGL's shaderc.
 *
 * <pre>{@code
 * try (SpirvValidator validator = new SpirvValidator()) {
 *   validator.validate("my/cube_4x64.spv", spirv);
 * }
 * }</pre>
 *
 * <p>Needs {@code org.lwjgl:lwjgl} and {@code org.lwjgl:lwjgl-shaderc} with their natives. Whoever
 * makes a validator closes it; closing twice is harmless. Safe for use by several threads, which
 * take turns.
 */
public final class SpirvValidator implements AutoCloseable {

  private long context;

  /**
   * Loads the validator.
   *
   * @throws ShaderToolsUnavailableException if it or its natives are missing
   */
  public SpirvValidator() {
    try {
      context = spvContextCreate(SPV_ENV_VULKAN_1_2);
    } catch (LinkageError e) {
      throw new ShaderToolsUnavailableException(e);
    }
    if (context == MemoryUtil.NULL) {
      throw new OutOfMemoryError("SPIRV-Tools made no context.");
    }
  }

  /**
   * Checks one module.
   *
   * @param module what to call it in messages
   * @param spirv its bytes, in little-endian words
   * @throws SpirvValidationException if it is not valid
   * @throws IllegalStateException if the validator is closed
   */
  public void validate(String module, byte[] spirv) {
    problem(spirv)
        .ifPresent(
            message -> {
              throw new SpirvValidationException(module, message);
            });
  }

  /**
   * {@return what is wrong with a module, in the validator's words}
   *
   * @param spirv its bytes, in little-endian words
   * @throws IllegalStateException if the validator is closed
   */
  public synchronized Optional<String> problem(byte[] spirv) {
    if (context == MemoryUtil.NULL) {
      throw new IllegalStateException("The SPIR-V validator is closed.");
    }
    if (spirv.length % Integer.BYTES != 0) {
      return Optional.of(spirv.length + " bytes are not a whole number of 32-bit words.");
    }
    IntBuffer words = MemoryUtil.memAllocInt(spirv.length / Integer.BYTES);
    try (MemoryStack stack = MemoryStack.stackPush()) {
      words.put(ByteBuffer.wrap(spirv).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer()).flip();
      PointerBuffer diagnostic = stack.callocPointer(1);
      int status = spvValidateBinary(context, words, diagnostic);
      String message = takeMessage(diagnostic.get(0));
      return status == SPV_SUCCESS ? Optional.empty() : Optional.of(message);
    } finally {
      MemoryUtil.memFree(words);
    }
  }

  private static String takeMessage(long address) {
    SPVDiagnostic diagnostic = SPVDiagnostic.createSafe(address);
    if (diagnostic == null) {
      return "the validator gives no reason.";
    }
    String message = diagnostic.errorString();
    spvDiagnosticDestroy(diagnostic);
    return message;
  }

  @Override
  public synchronized void close() {
    if (context != MemoryUtil.NULL) {
      spvContextDestroy(context);
      context = MemoryUtil.NULL;
    }
  }
}
