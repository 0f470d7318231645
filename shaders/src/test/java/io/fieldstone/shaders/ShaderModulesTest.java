// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static io.fieldstone.shaders.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.LimbShape;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShaderModulesTest {

  private static ShaderCompiler compiler;
  private static SpirvValidator validator;

  @BeforeAll
  static void open() {
    compiler = new ShadercCompiler();
    validator = new SpirvValidator();
  }

  @AfterAll
  static void close() {
    validator.close();
    compiler.close();
  }

  static List<ShaderModule> modules() {
    return ShaderModules.all();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void committedBytesAreWhatTheSourceCompilesTo(ShaderModule module) {
    assertArrayEquals(
        module.compile(compiler, Resources.INCLUDES),
        Resources.bytes(module.spirvName()),
        () -> "recompile " + module + " with -Pshader-compile");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyModuleIsValidForVulkan12(ShaderModule module) {
    validator.validate(module.spirvName(), Resources.bytes(module.spirvName()));
  }

  @Test
  void sixOperationsArePackagedForFourShapes() {
    List<String> names = modules().stream().map(ShaderModule::spirvName).toList();
    assertEquals(24, names.size());
    assertTrue(names.contains("fieldstone/vector/add_1x32.spv"), names::toString);
    assertTrue(names.contains("fieldstone/vector/double_6x64.spv"), names::toString);
    assertTrue(names.contains("fieldstone/vector/mul_6x64.spv"), names::toString);
    assertTrue(names.contains("fieldstone/vector/sqr_1x64.spv"), names::toString);
  }

  @ParameterizedTest
  @MethodSource("allShapes")
  void theFieldLibraryCompilesForEveryShapeNotOnlyThePackagedOnes(LimbShape shape) {
    for (String operation : List.of("add", "sub", "neg", "double", "mul", "sqr")) {
      var module = new ShaderModule("fieldstone/vector/" + operation + ".comp", shape);
      validator.validate(module.spirvName(), module.compile(compiler, Resources.INCLUDES));
    }
  }

  static List<LimbShape> allShapes() {
    return Stream.concat(
            Stream.of(new LimbShape(1, 32)),
            IntStream.rangeClosed(1, 8).mapToObj(n -> new LimbShape(n, 64)))
        .toList();
  }

  @Test
  void aModuleOfNoSourceFailsByName() {
    var module = new ShaderModule("fieldstone/vector/cube.comp", LimbShape.parse("4x64"));
    var thrown =
        assertThrows(
            NoSuchElementException.class, () -> module.compile(compiler, Resources.INCLUDES));
    assertEquals("There is no shader 'fieldstone/vector/cube.comp'.", thrown.getMessage());
  }

  @Test
  void aKernelSourceEndsInComp() {
    LimbShape shape = LimbShape.parse("4x64");
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> new ShaderModule("add.glsl", shape));
    assertSays("'add.glsl'", thrown);
  }
}
