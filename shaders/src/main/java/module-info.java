// SPDX-License-Identifier: Apache-2.0
/**
 * The GLSL field library, the standard kernels as precompiled SPIR-V, and the compiler and
 * validator that make them. Open, so that other modules read its resources.
 */
@org.jspecify.annotations.NullMarked
open module io.fieldstone.shaders {
  requires transitive io.fieldstone.annotations;
  requires static org.jspecify;
  requires static org.lwjgl;
  requires static org.lwjgl.shaderc;

  exports io.fieldstone.shaders;

  provides io.fieldstone.shaders.ShaderCompiler with
      io.fieldstone.shaders.ShadercCompiler;
}
