// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.fieldstone.processor.testing.Project;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels given as GLSL, compiled by shaderc. */
class GlslKernelTest {

  private static final String HEAD =
      "#version 450\n#extension GL_GOOGLE_include_directive : require\n";

  private static final String TRIPLE =
      HEAD
          + """
          #include "fieldstone/glsl/kernel/unary.glsl"
          #include "fieldstone/glsl/field/add.glsl"
          #include "fieldstone/glsl/field/double.glsl"

          FieldElement apply(FieldElement a) {
            return field_add(field_double(a), a);
          }
          """;

  private static final String METHOD =
      """
        @GpuKernel(name = "triple", glsl = "my/triple.comp")
        void triple(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
      """;

  private static Optional<JavaFileObject> module(Compilation compilation, String shape) {
    return compilation.generatedFile(
        StandardLocation.CLASS_OUTPUT, "user/Kernels_triple_" + shape + ".spv");
  }

  private static byte[] bytes(Optional<JavaFileObject> file) throws IOException {
    try (InputStream in = file.orElseThrow().openInputStream()) {
      return in.readAllBytes();
    }
  }

  @Test
  void glslIsCompiledForTheUsualShapes() throws IOException {
    Compilation compilation = Project.kernels(METHOD).text("my/triple.comp", TRIPLE).compiles();
    for (String shape : List.of("1x32", "1x64", "4x64", "6x64")) {
      assertTrue(bytes(module(compilation, shape)).length > 100, shape);
    }
    String dispatch = Project.generated(compilation, "user.KernelsDispatch");
    assertTrue(dispatch.contains(".spirv(\"user/Kernels_triple_{shape}.spv\")"), dispatch);
    assertTrue(dispatch.contains(".shapes(\"1x32\", \"1x64\", \"4x64\", \"6x64\")"), dispatch);
    assertTrue(dispatch.contains(".workgroupSize(256, 1, 1)"), dispatch);
  }

  @Test
  void forOneFieldItIsCompiledForThatShapeOnly() {
    Compilation compilation =
        Project.declaring(
                "Kernels",
                """
                public interface Kernels {
                  @PrimeField(name = "p127", modulus = "0x7fffffffffffffffffffffffffffffff")
                  interface P127 {}
                  @GpuKernel(name = "triple", glsl = "my/triple.comp")
                  void triple(@In(0) DeviceVector<P127> a, @Out(1) DeviceVector<P127> out);
                }
                """)
            .text("my/triple.comp", TRIPLE)
            .compiles();
    assertTrue(module(compilation, "2x64").isPresent());
    assertTrue(module(compilation, "4x64").isEmpty());
  }

  /** P-521; its elements are longer than shared memory has room for, and must not ask for it. */
  @Test
  void fieldsLongerThan512BitsAreCompiledWithoutAWarning() {
    Compilation compilation =
        Project.declaring(
                "Kernels",
                """
                public interface Kernels {
                  @PrimeField(name = "p521", modulus = "0x1%s")
                  interface P521 {}
                  @GpuKernel(name = "cube", glsl = "my/cube.comp", strategies = {"portable", "wide"})
                  void cube(@In(0) DeviceVector<P521> a, @Out(1) DeviceVector<P521> out);
                }
                """
                    .formatted("ff".repeat(65)))
            .text(
                "my/cube.comp",
                HEAD
                    + """
                    #include "fieldstone/glsl/kernel/unary.glsl"
                    #include "fieldstone/glsl/field/mul.glsl"
                    FieldElement apply(FieldElement a) {
                      return field_mul(field_sqr(a), a);
                    }
                    """)
            .compiles();
    assertEquals(List.of(), Project.diagnostics(compilation));
  }

  @Test
  void aDeclaredFieldAddsItsShape() {
    Compilation compilation =
        Project.kernels(METHOD)
            .source(
                "user.P127",
                """
                package user;
                @io.fieldstone.annotations.PrimeField(
                    name = "p127", modulus = "0x7fffffffffffffffffffffffffffffff")
                public interface P127 {}
                """)
            .text("my/triple.comp", TRIPLE)
            .compiles();
    String dispatch = Project.generated(compilation, "user.KernelsDispatch");
    assertTrue(
        dispatch.contains(".shapes(\"1x32\", \"1x64\", \"2x64\", \"4x64\", \"6x64\")"), dispatch);
  }

  @Test
  void filesAreIncludedFromBesideTheShaderAndFromTheRoot() {
    Project.kernels(METHOD)
        .text(
            "my/triple.comp",
            HEAD
                + """
                #include "parts/triple.glsl"
                #include "my/other.glsl"
                #include "fieldstone/glsl/kernel/unary.glsl"
                FieldElement apply(FieldElement a) {
                  return other(triple(a));
                }
                """)
        .text(
            "my/parts/triple.glsl",
            """
            #include "../sum.glsl"
            FieldElement triple(FieldElement a) { return sum(a, sum(a, a)); }
            """)
        .text(
            "my/sum.glsl",
            """
            #include "fieldstone/glsl/field/add.glsl"
            FieldElement sum(FieldElement a, FieldElement b) { return field_add(a, b); }
            """)
        .text("my/other.glsl", "FieldElement other(FieldElement a) { return a; }\n")
        .compiles();
  }

  @Test
  void theLibraryIncludesItsOwnFiles() {
    Project.kernels(METHOD)
        .text("my/triple.comp", TRIPLE)
        .text("tile.glsl", "#error a user's file of the same name\n")
        .text("reduce.glsl", "#error a user's file of the same name\n")
        .compiles();
  }

  @Test
  void shadersAreFoundInTheFoldersOfAnOption(@TempDir Path first, @TempDir Path second)
      throws IOException {
    Files.createDirectories(second.resolve("my"));
    Files.writeString(second.resolve("my/triple.comp"), TRIPLE);
    Project.kernels(METHOD)
        .options("-Afieldstone.sources=" + first + File.pathSeparator + second)
        .compiles();
  }

  @Test
  void shadersAreFoundOnTheSourcePath(@TempDir Path sources, @TempDir Path output)
      throws IOException {
    Files.createDirectories(sources.resolve("my"));
    Files.writeString(sources.resolve("my/triple.comp"), TRIPLE);
    assertEquals(
        List.of(),
        Project.kernels(METHOD).options("-sourcepath", sources.toString()).compileTo(output));
    assertTrue(Files.exists(output.resolve("user/Kernels_triple_6x64.spv")));
  }

  @Test
  void theSameSourcesGiveTheSameModules() throws IOException {
    Project project =
        Project.kernels(METHOD).text("my/triple.comp", TRIPLE).options("-Afieldstone.cache=off");
    assertArrayEquals(
        bytes(module(project.compiles(), "6x64")), bytes(module(project.compiles(), "6x64")));
  }

  @Test
  void aKernelOfANestedInterfaceHasAModuleOfItsOwn() {
    Compilation compilation =
        Project.declaring(
                "Outer",
                "public class Outer {\n  public interface Inner<F> {\n" + METHOD + "  }\n}\n")
            .text("my/triple.comp", TRIPLE)
            .compiles();
    assertTrue(
        compilation
            .generatedFile(StandardLocation.CLASS_OUTPUT, "user/Outer_Inner_triple_4x64.spv")
            .isPresent());
  }

  @Test
  void anElementPushedToGlslIsChecked() {
    Project.kernels(
            """
            @GpuKernel(name = "scale", glsl = "scale.comp")
            void scale(
                @In(0) DeviceVector<F> a,
                @PushConstant(4) java.math.BigInteger s,
                @Out(1) DeviceVector<F> out);
            """)
        .text(
            "scale.comp",
            HEAD
                + """
                #define FIELDSTONE_PUSH_CONSTANTS uint s[FIELDSTONE_WORDS];
                #include "fieldstone/glsl/kernel/unary.glsl"
                #include "fieldstone/glsl/field/mul.glsl"

                FieldElement apply(FieldElement a) {
                  return field_mul(a, field_element_of(s));
                }
                """)
        .compiles();
  }
}
