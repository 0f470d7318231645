// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static io.fieldstone.shaders.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.LimbShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShadercCompilerTest {

  private static final LimbShape SHAPE = LimbShape.parse("4x64");

  /** A user's own kernel, as the library's documentation has it. */
  private static final String TRIPLE =
      """
      #version 450
      #extension GL_GOOGLE_include_directive : require
      #include "fieldstone/glsl/kernel/unary.glsl"
      #include "fieldstone/glsl/field/add.glsl"
      #include "fieldstone/glsl/field/double.glsl"

      FieldElement apply(FieldElement a) {
        return field_add(field_double(a), a);
      }
      """;

  private ShaderCompiler compiler;

  @BeforeEach
  void open() {
    compiler = new ShadercCompiler();
  }

  @AfterEach
  void close() {
    compiler.close();
  }

  @Test
  void aUsersKernelOfTenLinesCompilesToAValidModule() {
    byte[] spirv = compile("my/triple.comp", TRIPLE, Resources.INCLUDES);
    try (var validator = new SpirvValidator()) {
      validator.validate("my/triple_4x64.spv", spirv);
    }
  }

  @Test
  void aUsersKernelMayHavePushConstantsOfItsOwn() {
    String shifted =
        """
        #version 450
        #extension GL_GOOGLE_include_directive : require
        #define FIELDSTONE_PUSH_CONSTANTS uint times;
        #include "fieldstone/glsl/kernel/unary.glsl"
        #include "fieldstone/glsl/field/double.glsl"

        FieldElement apply(FieldElement a) {
          for (uint i = 0; i < times; i++) {
            a = field_double(a);
          }
          return a;
        }
        """;
    byte[] spirv = compile("my/shift.comp", shifted, Resources.INCLUDES);
    try (var validator = new SpirvValidator()) {
      validator.validate("my/shift_4x64.spv", spirv);
    }
  }

  @Test
  void compilingTwiceGivesTheSameBytes() {
    byte[] first = compile("my/triple.comp", TRIPLE, Resources.INCLUDES);
    try (var other = new ShadercCompiler()) {
      var source = new ShaderSource("my/triple.comp", TRIPLE);
      assertArrayEquals(
          first, other.compile(source, Resources.INCLUDES, ShaderModule.macros(SHAPE)));
    }
    assertArrayEquals(first, compile("my/triple.comp", TRIPLE, Resources.INCLUDES));
  }

  @Test
  void theResultDoesNotTellWhereItsSourceWas() {
    byte[] here = compile("here/triple.comp", TRIPLE, Resources.INCLUDES);
    assertArrayEquals(here, compile("there/triple.comp", TRIPLE, Resources.INCLUDES));
    assertFalse(new String(here, StandardCharsets.ISO_8859_1).contains("triple"));
  }

  @Test
  void aSyntaxErrorNamesItsFileAndLine() {
    var error = firstError(compilingFails("my/broken.comp", TRIPLE.replace("a);", "c);")));
    assertEquals("my/broken.comp", error.file());
    assertEquals(8, error.line());
    assertTrue(error.message().contains("'c' : undeclared identifier"), error::message);
  }

  @Test
  void aSyntaxErrorInAnIncludeNamesTheIncludedFileAndItsLine() {
    IncludeResolver includes =
        (requested, includer) ->
            Optional.of(new ShaderSource("lib/part.glsl", "uint ok;\n\nuint bad = x;\n"));
    String text = "#version 450\n#include \"part.glsl\"\nvoid main() {}\n";
    var thrown =
        assertThrows(
            ShaderCompilationException.class, () -> compile("my/main.comp", text, includes));
    var error = firstError(thrown);
    assertEquals("lib/part.glsl", error.file());
    assertEquals(3, error.line());
    assertSays("Shader 'my/main.comp' does not compile:\n  lib/part.glsl:3", thrown);
  }

  @Test
  void aMissingIncludeNamesTheIncludeAndTheLineThatAsksForIt() {
    var error =
        firstError(
            compilingFails("my/main.comp", "#version 450\n\n#include \"fieldstone/no.glsl\""));
    assertEquals("my/main.comp", error.file());
    assertEquals(3, error.line());
    assertTrue(error.message().contains("fieldstone/no.glsl"), error::message);
    assertTrue(error.message().contains("There is no such file."), error::message);
  }

  @Test
  void aFileThatIncludesItselfIsAnError() {
    IncludeResolver cycle =
        (requested, includer) -> Optional.of(new ShaderSource(requested, "#include \"a.glsl\"\n"));
    var thrown =
        assertThrows(
            ShaderCompilationException.class,
            () -> compile("my/main.comp", "#version 450\n#include \"a.glsl\"\n", cycle));
    assertSays("does a file include itself?", thrown);
  }

  @Test
  void aMissingShapeIsAnError() {
    var source = new ShaderSource("my/triple.comp", TRIPLE);
    var thrown =
        assertThrows(
            ShaderCompilationException.class,
            () -> compiler.compile(source, Resources.INCLUDES, Map.of()));
    assertTrue(
        thrown.errors().get(0).toString().startsWith("fieldstone/glsl/integer/limbs.glsl:"),
        thrown::getMessage);
    assertSays("FIELDSTONE_WORDS", thrown);
  }

  @Test
  void aShaderWithoutMainIsAnError() {
    var error = firstError(compilingFails("my/empty.comp", "#version 450\n"));
    assertEquals("my/empty.comp", error.file());
    assertEquals(0, error.line());
  }

  @Test
  void everyErrorIsReported() {
    String text = "#version 450\nuint a = x;\nuint b = y;\nvoid main() {}\n";
    List<ShaderDiagnostic> errors = compilingFails("my/two.comp", text).errors();
    assertEquals(List.of(2, 3), errors.stream().map(ShaderDiagnostic::line).distinct().toList());
  }

  @Test
  void whatTheIncludeResolverThrowsReachesTheCaller() {
    var failure = new IllegalArgumentException("disk on fire");
    IncludeResolver broken =
        (requested, includer) -> {
          throw failure;
        };
    assertSame(
        failure,
        assertThrows(
            IllegalArgumentException.class, () -> compile("my/main.comp", TRIPLE, broken)));
  }

  @Test
  void aSourceLargerThanTheNativeStackCompiles() {
    String padding = "// a comment that is only here to be long\n".repeat(20_000);
    compile("my/long.comp", TRIPLE + padding, Resources.INCLUDES);
  }

  @Test
  void theCompilerGoesOnAfterAnError() {
    compilingFails("my/empty.comp", "#version 450\n");
    compile("my/triple.comp", TRIPLE, Resources.INCLUDES);
  }

  @Test
  void aClosedCompilerSaysSo() {
    compiler.close();
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () -> compile("my/triple.comp", TRIPLE, Resources.INCLUDES));
    assertSays("closed", thrown);
  }

  @Test
  void theCompilerIsFoundAsAService() {
    try (var found = ServiceLoader.load(ShaderCompiler.class).findFirst().orElseThrow()) {
      assertInstanceOf(ShadercCompiler.class, found);
    }
  }

  private byte[] compile(String name, String text, IncludeResolver includes) {
    return compiler.compile(new ShaderSource(name, text), includes, ShaderModule.macros(SHAPE));
  }

  private ShaderCompilationException compilingFails(String name, String text) {
    return assertThrows(
        ShaderCompilationException.class, () -> compile(name, text, Resources.INCLUDES));
  }

  /** One mistake often draws several errors; the first one is the one that counts. */
  private static ShaderDiagnostic firstError(ShaderCompilationException thrown) {
    return thrown.errors().get(0);
  }
}
