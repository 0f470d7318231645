// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderSource;
import java.util.Map;
import java.util.Optional;

/**
 * The native tools on the processor path: a shader compiler and a validator. They are loaded at
 * first use, so that nothing native runs for kernels that are there as SPIR-V or are in the cache.
 * Whoever makes them closes them.
 */
interface ShaderTools extends AutoCloseable {

  /** Returns what tells one set of tools from another, without loading any. */
  String identity();

  /**
   * Compiles a shader as it is written: functions stay functions, and names are there.
   *
   * @throws ToolsUnavailableException if there is no compiler, or it cannot be loaded
   * @throws ToolsStoppedException if it crashed or passed a limit
   * @throws io.fieldstone.shaders.ShaderCompilationException if the shader has errors
   */
  byte[] compile(ShaderSource source, IncludeResolver includes, Map<String, String> macros)
      throws ToolsUnavailableException, ToolsStoppedException;

  /**
   * Returns which rule of Vulkan 1.2 a module breaks, in the words of SPIRV-Tools.
   *
   * @throws ToolsUnavailableException if there is no validator, or it cannot be loaded
   * @throws ToolsStoppedException if it crashed or passed a limit
   */
  Optional<String> validate(byte[] spirv) throws ToolsUnavailableException, ToolsStoppedException;

  /** Returns how many nanoseconds of processor time all requests took so far. */
  long spentNanos();

  @Override
  void close();
}
