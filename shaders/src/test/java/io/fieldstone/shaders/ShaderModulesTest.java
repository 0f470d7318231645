// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static io.fieldstone.shaders.Failures.assertSays;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.LimbShape;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the committed modules to their sources: all by digests, one of each source by compiling it.
 * {@code -Dfieldstone.test.full=true} compiles them all, and the kernels for every shape.
 */
class ShaderModulesTest {

  static final boolean FULL = Boolean.getBoolean("fieldstone.test.full");

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

  /**
   * One of each source, of strategies and shapes by turns, and what has a trait that none of these
   * has; if not all.
   */
  static List<ShaderModule> compiledModules() {
    if (FULL) {
      return modules();
    }
    Map<String, List<ShaderModule>> bySource =
        modules().stream()
            .collect(groupingBy(ShaderModule::sourceName, TreeMap::new, Collectors.toList()));
    List<ShaderModule> sample = new ArrayList<>();
    for (List<ShaderModule> ofOne : bySource.values()) {
      sample.add(ofOne.get(sample.size() % ofOne.size()));
    }
    for (ShaderModule module : modules()) {
      if (!traits(sample).containsAll(traits(List.of(module)))) {
        sample.add(module);
      }
    }
    return sample;
  }

  @Test
  void theCompiledSampleHasEveryShapeStrategyAndDegree() {
    assertEquals(traits(modules()), traits(compiledModules()));
  }

  private static Set<String> traits(List<ShaderModule> modules) {
    return modules.stream()
        .flatMap(
            module ->
                Stream.of(
                    module.sourceName(),
                    module.shape().toString(),
                    module.strategy().toString(),
                    "degree " + module.degree(),
                    "left to the driver " + module.driverOptimized()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatIsCommittedIsThatOfTheIndex() throws IOException {
    Set<String> found = spirvBelow(Path.of("src", "main", "resources"));
    String index = new String(Resources.bytes("modules.index"), StandardCharsets.UTF_8);
    List<String> differences =
        ModuleIndex.parse(index)
            .differences(modules(), Resources.INCLUDES, found, Resources::bytes);
    assertEquals("", String.join("\n", differences));
  }

  /** One that an earlier build left there would hide that a kernel has none in a fresh clone. */
  @Test
  void whatIsBuiltHasNoOthers() throws IOException {
    Set<String> left = new TreeSet<>(spirvBelow(Path.of("target", "classes")));
    modules().forEach(module -> left.remove(module.spirvName()));
    assertEquals(Set.of(), left, "left by an earlier build: remove shaders/target/classes");
  }

  private static Set<String> spirvBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
          .filter(name -> name.endsWith(".spv"))
          .collect(Collectors.toSet());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("compiledModules")
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
  void modulesStayWithinTheirBudget() {
    long all = 0;
    for (ShaderModule module : modules()) {
      int bytes = Resources.bytes(module.spirvName()).length;
      assertTrue(bytes <= ShaderModules.MAX_BYTES, () -> module + " has " + bytes + " bytes");
      all += bytes;
    }
    assertTrue(all <= ShaderModules.MAX_BYTES_OF_ALL, all + " bytes");
  }

  @Test
  void kernelsThatDoNotMultiplyArePackagedForFourShapesAndThoseThatAddMuchWideToo() {
    List<String> names = namesIn("fieldstone/vector/");
    assertEquals(10 * 4 + 3 * (4 + 2), names.size());
    assertTrue(names.contains("fieldstone/vector/add_1x32.spv"), names::toString);
    assertTrue(names.contains("fieldstone/vector/double_6x64.spv"), names::toString);
    assertTrue(names.contains("fieldstone/vector/sum_4x64.spv"), names::toString);
    assertTrue(names.contains("fieldstone/vector/prefix_sum_wide_4x64.spv"), names::toString);
    assertFalse(names.contains("fieldstone/vector/prefix_sum_wide_1x64.spv"), names::toString);
  }

  @Test
  void kernelsThatMultiplyArePackagedForFourShapesAndInFourStrategiesWhereLimbsAreMany() {
    List<String> names = namesIn("fieldstone/product/");
    assertEquals(17 * (1 + 1 + 4 + 4) - 3 * 2 + 4 * 2 + 2, names.size());
    assertFalse(
        names.contains("fieldstone/product/inner_product_float64_4x64.spv"), names::toString);
    assertTrue(
        names.contains("fieldstone/product/prefix_product_portable_1x64.spv"), names::toString);
    assertTrue(names.contains("fieldstone/product/mul_portable_1x32.spv"), names::toString);
    assertTrue(names.contains("fieldstone/product/sqr_portable_1x64.spv"), names::toString);
    assertTrue(names.contains("fieldstone/product/pow_wide_1x64.spv"), names::toString);
    assertFalse(names.contains("fieldstone/product/mul_wide_1x64.spv"), names::toString);
    assertTrue(names.contains("fieldstone/product/mul_float64_6x64.spv"), names::toString);
    assertTrue(names.contains("fieldstone/product/inner_product_wide_4x64.spv"), names::toString);
  }

  @Test
  void everyModuleIsInOneOfTheSixFolders() {
    int extensions = 3 * (2 + 2 + 3 + 3);
    assertEquals(extensions, namesIn("fieldstone/extension/").size());
    int points = 5 * 2 * 2 + 2 * (2 + 1);
    assertEquals(points, namesIn("fieldstone/point/").size());
    int polynomials = 4 * (1 + 1 + 4 + 4) + 12 * (1 + 1 + 2 + 2) + 4 * 4;
    assertEquals(polynomials, namesIn("fieldstone/polynomial/").size());
    int transforms = 2 * (2 + 2 + 3 + 3) + 2 * 2;
    assertEquals(transforms, namesIn("fieldstone/transform/").size());
    int all = namesIn("fieldstone/vector/").size() + namesIn("fieldstone/product/").size();
    assertEquals(all + extensions + points + polynomials + transforms, modules().size());
  }

  private static List<String> namesIn(String folder) {
    return modules().stream()
        .map(ShaderModule::spirvName)
        .filter(name -> name.startsWith(folder))
        .toList();
  }

  @Test
  void theFirstStrategyOfEveryShapeIsThePortableOne() {
    for (LimbShape shape : ShaderModules.shapes()) {
      assertEquals("portable", ShaderModules.strategies(shape).get(0));
    }
  }

  @Test
  void aModuleOfAStrategyIsNamedForItAndToldOfIt() {
    var module = new ShaderModule("my/cube.comp", "float64", LimbShape.parse("6x64"));
    assertEquals("my/cube_float64_6x64.spv", module.spirvName());
    assertEquals(
        Map.of(
            "FIELDSTONE_WORDS",
            "12",
            "FIELDSTONE_STRATEGY_FLOAT64",
            "1",
            "FIELDSTONE_DRIVER_OPTIMIZED",
            "1"),
        module.macros());
  }

  @Test
  void aPortableModuleIsOptimizedHere() {
    var module = new ShaderModule("my/cube.comp", "portable", LimbShape.parse("6x64"));
    assertEquals(
        Map.of("FIELDSTONE_WORDS", "12", "FIELDSTONE_STRATEGY_PORTABLE", "1"), module.macros());
  }

  @ParameterizedTest
  @CsvSource({
    "pow_columns_6x64,  false",
    "pow_portable_6x64, false",
    "pow_wide_4x64,     true",
    "axpy_wide_4x64,    false",
    "sqr_columns_6x64,  true",
    "sqr_float64_6x64,  true",
    "sqr_float64_4x64,  true",
    "pow_float64_6x64,  true",
    "pow_float64_4x64,  true",
    "sqr_chain_columns_6x64, false",
    "sqr_chain_float64_6x64, true"
  })
  void longModulesArePackagedOptimizedUnlessADriverDropsHalfOfThem(
      String name, boolean driverOptimized) {
    ShaderModule module =
        modules().stream()
            .filter(each -> each.spirvName().equals("fieldstone/product/" + name + ".spv"))
            .findFirst()
            .orElseThrow();
    assertEquals(driverOptimized, module.driverOptimized());
    assertEquals(driverOptimized, module.macros().containsKey(ShaderModule.DRIVER_OPTIMIZED_MACRO));
  }

  @Test
  void aModuleWithoutStrategiesIsToldOfNone() {
    var module = new ShaderModule("my/cube.comp", LimbShape.parse("1x64"));
    assertEquals("my/cube_1x64.spv", module.spirvName());
    assertEquals(Map.of("FIELDSTONE_WORDS", "2"), module.macros());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Wide", "two words", "a_b", "64"})
  void aStrategyIsALowerCaseWord(String strategy) {
    LimbShape shape = LimbShape.parse("4x64");
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ShaderModule("my/cube.comp", strategy, shape));
    assertSays("'" + strategy + "' is no strategy", thrown);
  }

  @ParameterizedTest
  @MethodSource("otherShapes")
  void theKernelsCompileForEveryShapeNotOnlyThePackagedOnes(LimbShape shape) {
    for (String kernel :
        List.of(
            "vector/add",
            "vector/sub",
            "vector/neg",
            "vector/double",
            "vector/reduce",
            "vector/sum",
            "vector/unequal",
            "product/mul",
            "product/sqr",
            "product/scale",
            "product/inner_product",
            "product/block_prefix_product",
            "product/chunk_prefix_product")) {
      var module = new ShaderModule("fieldstone/" + kernel + ".comp", shape);
      validator.validate(module.spirvName(), module.compile(compiler, Resources.INCLUDES));
    }
  }

  /** All, or some that are not packaged. */
  static List<LimbShape> otherShapes() {
    IntStream limbs = FULL ? IntStream.rangeClosed(1, 8) : IntStream.of(2, 3, 5, 8);
    Stream<LimbShape> shapes = limbs.mapToObj(n -> new LimbShape(n, 64));
    return FULL ? Stream.concat(Stream.of(new LimbShape(1, 32)), shapes).toList() : shapes.toList();
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
