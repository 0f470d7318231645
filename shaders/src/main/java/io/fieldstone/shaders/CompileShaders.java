// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles and validates every packaged module. The build's {@code shader-compile} profile runs it.
 */
final class CompileShaders {

  private CompileShaders() {}

  /**
   * Reads the sources below the first folder, and writes the SPIR-V below each of the folders.
   *
   * @param args resource roots, at least one
   */
  public static void main(String[] args) {
    if (args.length == 0) {
      throw new IllegalArgumentException(
          "Usage: CompileShaders <resource root> [<output root>...]");
    }
    List<Path> roots = Arrays.stream(args).map(Path::of).toList();
    IncludeResolver sources = IncludeResolver.directory(roots.get(0));
    try (ShaderCompiler compiler = new ShadercCompiler();
        SpirvValidator validator = new SpirvValidator()) {
      ShaderModules.all().parallelStream()
          .forEach(
              module -> {
                byte[] spirv = module.compile(compiler, sources);
                validator.validate(module.spirvName(), spirv);
                roots.forEach(root -> write(root.resolve(module.spirvName()), spirv));
              });
    }
  }

  private static void write(Path file, byte[] spirv) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, spirv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
