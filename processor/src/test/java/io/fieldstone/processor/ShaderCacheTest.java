// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.fieldstone.processor.testing.Compilers;
import io.fieldstone.processor.testing.Compilers.Recording;
import io.fieldstone.processor.testing.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was compiled once is not compiled again. */
class ShaderCacheTest {

  private static final String SHADER =
      """
      #version 450
      #extension GL_GOOGLE_include_directive : require
      #include "fieldstone/glsl/kernel/unary.glsl"
      #include "part.glsl"
      FieldElement apply(FieldElement a) {
        return part(a);
      }
      """;

  private static final String PART = "FieldElement part(FieldElement a) { return a; }\n";

  private static final int SHAPES = 4;

  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    Recording.reset();
  }

  private Project project(String shader, String part) {
    return Project.kernels(
            """
            @GpuKernel(name = "copy", glsl = "copy.comp")
            void copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .text("copy.comp", shader)
        .text("part.glsl", part)
        .options("-Afieldstone.cache=" + folder.resolve("spirv"))
        .processedBy(new KernelProcessor(Compilers.only(Recording.class)));
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("spirv"))) {
      return files.sorted().toList();
    }
  }

  private static byte[] module(Compilation compilation) throws IOException {
    try (InputStream in =
        compilation
            .generatedFile(StandardLocation.CLASS_OUTPUT, "user/Kernels_copy_4x64.spv")
            .orElseThrow()
            .openInputStream()) {
      return in.readAllBytes();
    }
  }

  @Test
  void anUnchangedKernelDoesNotLoadTheCompiler() throws IOException {
    byte[] first = module(project(SHADER, PART).compiles());
    assertEquals(SHAPES, Recording.COMPILED.size());
    assertEquals(1, Recording.made);
    Recording.reset();
    assertArrayEquals(first, module(project(SHADER, PART).compiles()));
    assertEquals(0, Recording.made);
  }

  @Test
  void theCompilerIsClosedInTheEnd() {
    project(SHADER, PART).compiles();
    assertEquals(1, Recording.closed);
  }

  @Test
  void theCompilerIsClosedAfterErrorsToo() {
    project(SHADER, "broken").compile();
    assertEquals(1, Recording.closed);
  }

  @Test
  void aChangedShaderIsCompiledAgain() {
    project(SHADER, PART).compiles();
    project(SHADER + "\n", PART).compiles();
    assertEquals(2 * SHAPES, Recording.COMPILED.size());
  }

  @Test
  void aChangedIncludeIsCompiledAgain() {
    project(SHADER, PART).compiles();
    project(SHADER, PART.replace("return a", "return fs_limbs_mask(a, 1u)")).compiles();
    assertEquals(2 * SHAPES, Recording.COMPILED.size());
  }

  @Test
  void anIncludeThatAppearsLaterCounts() {
    String optional = SHADER + "#ifdef NEVER\n#include \"later.glsl\"\n#endif\n";
    project(optional, PART).compiles();
    project(optional, PART).text("later.glsl", "").compiles();
    assertEquals(2 * SHAPES, Recording.COMPILED.size());
  }

  @Test
  void errorsAreKeptAsWell() {
    String message = "copy.comp:8: '#error' : not for me";
    Project first = project(SHADER + "#error not for me\n", PART);
    List<String> reported = Project.diagnostics(first.compile());
    assertTrue(reported.get(0).endsWith(message), reported::toString);
    Recording.reset();
    assertEquals(
        reported, Project.diagnostics(project(SHADER + "#error not for me\n", PART).compile()));
    assertEquals(0, Recording.made);
  }

  @Test
  void aDamagedEntryIsReplaced() throws IOException {
    byte[] first = module(project(SHADER, PART).compiles());
    // a module and the validator's word on it for each shape; a module is longer
    List<Path> entries = new ArrayList<>(entries());
    assertEquals(2 * SHAPES, entries.size());
    entries.removeIf(entry -> entry.toFile().length() < 100);
    assertEquals(SHAPES, entries.size());
    byte[] bytes = Files.readAllBytes(entries.get(0));
    bytes[bytes.length / 2] ^= 1;
    Files.write(entries.get(0), bytes);
    Files.write(entries.get(1), new byte[3]);
    Recording.reset();
    assertArrayEquals(first, module(project(SHADER, PART).compiles()));
    assertEquals(2, Recording.COMPILED.size());
    Recording.reset();
    project(SHADER, PART).compiles();
    assertEquals(0, Recording.COMPILED.size());
  }

  @Test
  void nothingButEntriesIsLeftBehind() throws IOException {
    project(SHADER, PART).compiles();
    for (Path entry : entries()) {
      assertTrue(entry.getFileName().toString().matches("[0-9a-f]{64}"), entry::toString);
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoError() throws IOException {
    Files.writeString(folder.resolve("spirv"), "a file where the folder should be");
    project(SHADER, PART).compiles();
    project(SHADER, PART).compiles();
    assertEquals(2 * SHAPES, Recording.COMPILED.size());
  }

  @Test
  void theCacheCanBeTurnedOff() {
    for (int i = 0; i < 2; i++) {
      Project.kernels(
              """
              @GpuKernel(name = "id", expression = "a")
              void id(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
              """)
          .options("-Afieldstone.cache=off")
          .processedBy(new KernelProcessor(Compilers.only(Recording.class)))
          .compiles();
    }
    assertEquals(2 * SHAPES, Recording.COMPILED.size());
  }

  @Test
  void aKernelGivenAsSpirvNeverAsksForACompiler() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .processedBy(new KernelProcessor(Compilers.only(Compilers.Broken.class)))
        .compiles();
  }
}
