// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.LimbShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name of the GLSL library has a prefix, so that a kernel may use any other. */
class LibraryNamesTest {

  private static final Path LIBRARY =
      Path.of("src", "main", "resources", "fieldstone", "glsl").toAbsolutePath();

  /** What a kernel defines for a frame that includes it. */
  private static final Set<String> HOOKS = Set.of("apply", "then", "prepare", "combine", "main");

  private static final Pattern PREFIXED =
      Pattern.compile("field_\\w+|Field\\w+|FIELD_\\w+|FIELDSTONE_\\w+|fs_\\w+|Fs\\w+|FS_\\w+");

  /** A macro, a struct, or a function or variable at the margin. */
  private static final Pattern GLOBAL =
      Pattern.compile(
          "(?m)^#define (\\w+)|^struct (\\w+)"
              + "|^(?:const |shared |layout\\([^)]*\\) const )?\\w+ (\\w+)(?:\\(|\\[| =|;)");

  private static final List<String> PUBLIC =
      List.of(
          "field/add",
          "field/sub",
          "field/neg",
          "field/double",
          "field/halve",
          "field/scale",
          "field/mul",
          "field/pow",
          "field/pow_long",
          "field/inverse",
          "field/constants",
          "field/compare",
          "field/select",
          "field/scalar",
          "field/factor",
          "field/linear",
          "field/product_sum",
          "field/convert",
          "memory/element_access",
          "workgroup/exchange");

  /** Words that others call their own things by, many of which were ours once. */
  private static final List<String> WORDS =
      List.of(
          "Factor",
          "Power",
          "Vector",
          "Element",
          "Run",
          "Signed",
          "Wide",
          "Transition",
          "ProductSum",
          "FloatLimbs",
          "Point",
          "Digest");

  /** The files in folders; those at the top give the short names, by macros. */
  private static Map<String, String> sources() {
    try (Stream<Path> files = Files.walk(LIBRARY)) {
      return files
          .filter(file -> file.toString().endsWith(".glsl"))
          .filter(file -> !LIBRARY.equals(file.getParent()))
          .collect(
              Collectors.toMap(
                  file -> LIBRARY.relativize(file).toString(), LibraryNamesTest::withoutComments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutComments(Path file) {
    try {
      return Files.readString(file).replaceAll("//[^\n]*", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyGlobalNameHasAPrefix() {
    Map<String, String> sources = sources();
    Set<String> others = new TreeSet<>();
    int names = 0;
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Matcher matcher = GLOBAL.matcher(source.getValue());
      while (matcher.find()) {
        String name =
            Stream.of(1, 2, 3)
                .map(matcher::group)
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow();
        names++;
        if (!PREFIXED.matcher(name).matches() && !HOOKS.contains(name)) {
          others.add(source.getKey() + ": " + name);
        }
      }
    }
    assertTrue(names > 200, names + " names");
    assertEquals(Set.of(), others);
  }

  @ParameterizedTest
  @ValueSource(strings = {"portable", "wide", "columns", "float64"})
  void structsOfTheKernelsOwnCompileInEveryStrategy(String strategy) {
    StringBuilder text = new StringBuilder();
    text.append("#version 450\n#extension GL_GOOGLE_include_directive : require\n");
    WORDS.forEach(word -> text.append("struct " + word + " { float " + word + "_part; };\n"));
    text.append("#include \"fieldstone/glsl/kernel/unary.glsl\"\n");
    PUBLIC.forEach(file -> text.append("#include \"fieldstone/glsl/" + file + ".glsl\"\n"));
    text.append("FieldElement apply(FieldElement a) {\n  float sum = 0.0;\n");
    for (String word : WORDS) {
      text.append("  " + word + " own" + word + " = " + word + "(sum);\n");
      text.append("  sum += own" + word + "." + word + "_part;\n");
    }
    text.append(
        """
          FieldFactor factor = field_factor_of(a);
          return sum == 1.0
              ? field_inverse(field_pow_long(a, a.limb))
              : field_pow(field_factor_element(field_factor_sqr(factor)), 5u);
        }
        """);
    try (ShaderCompiler compiler = new ShadercCompiler()) {
      for (String shape : List.of("1x32", "1x64", "4x64", "6x64")) {
        Map<String, String> macros = new HashMap<>(ShaderModule.macros(LimbShape.parse(shape)));
        macros.put(ShaderModule.STRATEGY_MACRO_PREFIX + strategy.toUpperCase(Locale.ROOT), "1");
        macros.put(ShaderModule.DRIVER_OPTIMIZED_MACRO, "1");
        byte[] spirv =
            compiler.compile(
                new ShaderSource("names.comp", text.toString()), Resources.INCLUDES, macros);
        assertTrue(spirv.length > 10_000, shape + ": " + spirv.length);
      }
    }
  }
}
