// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleKernelsTest {

  @TempDir private Path target;
  @TempDir private Path shaders;

  private Path classes;

  @BeforeEach
  void compile() throws IOException {
    classes = Files.createDirectory(target.resolve("classes"));
    assertEquals(
        List.of(),
        Project.declaring(
                "Outer",
                """
                public interface Outer {
                  interface Kernels<F> {
                    @GpuKernel(name = "add", spirv = "add.spv")
                    void add(
                        @In(0) DeviceVector<F> a,
                        @In(1) DeviceVector<F> b,
                        @Out(2) DeviceVector<F> out);
                  }
                }
                """)
            .compileTo(classes));
  }

  private void shader(String name, Instant changed) throws IOException {
    Path file = Files.writeString(shaders.resolve(name), "");
    Files.setLastModifiedTime(file, FileTime.from(changed));
  }

  private boolean isCompiledAfter() throws IOException {
    StaleKernels.main(new String[] {classes.toString(), shaders.toString(), "no/such/folder"});
    return Files.exists(classes.resolve("user/Outer.class"));
  }

  @Test
  void aShaderThatIsOlderChangesNothing() throws IOException {
    shader("x.comp", Instant.now().minusSeconds(60));
    assertTrue(isCompiledAfter());
  }

  @Test
  void aShaderThatIsNewerMakesKernelsStale() throws IOException {
    shader("part.glsl", Instant.now().plusSeconds(60));
    assertFalse(isCompiledAfter());
    assertTrue(Files.exists(classes.resolve("user/Outer$Kernels.class")));
    assertFalse(isCompiledAfter(), "once more is harmless");
  }

  @Test
  void aShaderThatIsGoneTakesItsCopyAlong() throws IOException {
    Instant past = Instant.now().minusSeconds(60);
    for (String name : List.of("x.comp", "y.glsl")) {
      shader(name, past);
      Files.writeString(classes.resolve(name), "");
    }
    Files.writeString(classes.resolve("z.comp"), "of something else");
    assertTrue(isCompiledAfter());
    Files.delete(shaders.resolve("x.comp"));
    assertFalse(isCompiledAfter());
    assertFalse(Files.exists(classes.resolve("x.comp")));
    assertTrue(Files.exists(classes.resolve("y.glsl")));
    assertTrue(Files.exists(classes.resolve("z.comp")));
  }

  @Test
  void anOlderShaderInThePlaceOfAnotherMakesKernelsStale() throws IOException {
    shader("x.comp", Instant.now().minusSeconds(60));
    assertTrue(isCompiledAfter());
    assertTrue(isCompiledAfter(), "nothing changed");
    shader("x.comp", Instant.now().minusSeconds(600));
    assertFalse(isCompiledAfter());
  }

  @Test
  void otherFilesAreNoShaders() throws IOException {
    shader("messages.properties", Instant.now().plusSeconds(60));
    assertTrue(isCompiledAfter());
  }

  @Test
  void aFirstBuildHasNothingStale(@TempDir Path empty) throws IOException {
    StaleKernels.main(new String[] {empty.toString(), shaders.toString()});
  }

  @Test
  void foldersAreAskedFor() {
    assertThrows(IllegalArgumentException.class, () -> StaleKernels.main(new String[] {"x"}));
  }
}
