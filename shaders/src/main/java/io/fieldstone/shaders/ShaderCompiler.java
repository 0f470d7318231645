// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.util.Map;

/**
 * Compiles a GLSL compute shader to SPIR-V.
 *
 * <pre>{@code
 * var includes = IncludeResolver.resources(getClass().getClassLoader());
 * try (ShaderCompiler compiler = new ShadercCompiler()) {
 *   byte[] spirv =
 *       compiler.compile(
 *           new ShaderSource("my/cube.comp", text), includes, ShaderModule.macros(shape));
 * }
 * }</pre>
 *
 * <p>{@link java.util.ServiceLoader} finds the implementations on a class path or module path.
 *
 * <p><b>Ownership.</b> Whoever makes a compiler closes it. Closing twice is harmless.
 *
 * <p><b>Threads.</b> An implementation is safe for use by several threads; it may let them take
 * turns.
 */
public interface ShaderCompiler extends AutoCloseable {

  /**
   * Compiles one shader, with the entry point {@code main}, for Vulkan 1.2.
   *
   * @param source the shader; its name carries no meaning for the result
   * @param includes finds what it includes; its exceptions are passed on
   * @param macros definitions by name, as if each were a {@code #define} before the first line
   * @return the SPIR-V module in little-endian words; the same inputs give the same bytes
   * @throws ShaderCompilationException if the shader has errors
   * @throws IllegalStateException if the compiler is closed
   */
  byte[] compile(ShaderSource source, IncludeResolver includes, Map<String, String> macros);

  /** Frees the compiler. */
  @Override
  void close();
}
