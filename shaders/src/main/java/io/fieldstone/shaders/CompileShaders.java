// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
   * Reads the sources below the first folder, and writes the SPIR-V below each of the folders, and
   * the {@linkplain ModuleIndex index} of it.
   *
   * @param args the file of the index, then resource roots, at least one
   */
  public static void main(String[] args) {
    if (args.length < 2) {
      throw new IllegalArgumentException(
          "Usage: CompileShaders <index> <resource root> [<output root>...]");
    }
    List<Path> roots = Arrays.stream(args).skip(1).map(Path::of).toList();
    ModuleIndex index = new ModuleIndex();
    IncludeResolver sources = IncludeResolver.directory(roots.get(0));
    try (ShaderCompiler compiler = new ShadercCompiler();
        SpirvValidator validator = new SpirvValidator()) {
      ShaderModules.all().parallelStream()
          .forEach(
              module -> {
                byte[] spirv = module.compile(compiler, sources);
                validator.validate(module.spirvName(), spirv);
                roots.forEach(root -> write(root.resolve(module.spirvName()), spirv));
                index.add(module, sources, spirv);
              });
    }
    write(Path.of(args[0]), index.text().getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
