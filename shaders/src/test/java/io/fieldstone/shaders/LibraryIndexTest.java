// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page that lists the GLSL library says what the sources say. {@code -Dfieldstone.update=true}
 * writes it anew.
 */
class LibraryIndexTest {

  private static final Path PAGE = Path.of("..", "docs", "glsl-library.md");

  /** What is packaged for the processor: which file defines what. */
  private static final Path LIST =
      Path.of("src", "main", "resources", "fieldstone", "glsl", "index.txt");

  private static final Pattern NAME = Pattern.compile("(\\w+)(?:\\(.*)?$");

  /** The includes that kernels of one's own are written with; the others are the library's own. */
  private static final Map<String, List<String>> PUBLIC = new LinkedHashMap<>();

  static {
    PUBLIC.put(
        "Elements, in the form of the dispatch",
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
            "field/form"));
    PUBLIC.put("Products in Montgomery form", List.of("field/montgomery", "field/product_sum"));
    PUBLIC.put(
        "Factors: elements as the strategy multiplies them",
        List.of("field/factor", "field/linear", "field/multiplier"));
    PUBLIC.put(
        "Extension fields, of factors",
        List.of(
            "field/ext2",
            "field/ext2x2",
            "field/ext3",
            "field/ext4",
            "field/ext5",
            "field/non_residue",
            "field/tower"));
    PUBLIC.put(
        "Points of curves",
        List.of("curve/coordinate", "curve/point", "curve/point_turns", "curve/point_access"));
    PUBLIC.put("From one form into the other", List.of("field/convert"));
    PUBLIC.put("Whole kernels", List.of("kernel/unary", "kernel/binary", "kernel/ternary"));
    PUBLIC.put("Elements in buffers", List.of("memory/element_access", "memory/tile"));
    PUBLIC.put(
        "Elements of a workgroup's threads",
        List.of("workgroup/exchange", "workgroup/reduce", "workgroup/block", "kernel/cooperative"));
  }

  /** A comment at the margin with the signature or macro right below it. */
  private static final Pattern DOCUMENTED =
      Pattern.compile(
          "\n\n((?://[^\n]*\n)+)"
              + "(?:((?:const )?\\w+ \\w+(?:\\([^)]*\\)(?= \\{|;)| = ))|#define (\\w+\\([^)]*\\)))");

  /** What public names start with. */
  private static final Pattern NAMES = Pattern.compile("\\bfield_\\w+|\\bFIELD_\\w+");

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The GLSL field library

        Includes for kernels of one's own, by `#include "fieldstone/glsl/..."`. An element is a struct `FieldElement`; bounds of
        arguments are said with each function, results are below p. The arithmetic is held against `BigInteger` by the tests. Names
        and files that are not listed here are the library's own and change as it does.

        This page is made from the comments in the sources; a test holds it to them.

        ## What a kernel has to do

        *The form of the dispatch* is that of the vectors whose form the caller chooses. Where the declaration gives each vector a
        form, it is Montgomery if all vectors that are read are `Form.MONTGOMERY`, and canonical otherwise. Functions that say
        "in the form of the dispatch", and elements that are push constants, follow it; those with `montgomery` in their names do
        not, and sums, differences and comparisons ask for no form.

        A module that follows it takes all elements for ones of that form, and writes such. So its vectors, those that it writes
        included, have one form, or that is an error of `javac`; `Form.UNREDUCED` counts as `Form.CANONICAL`. Of a module that
        follows none nothing is known: if every vector has a form of its own, as in a conversion, that is its author's word; if
        some are of the caller's choice and others are not, `javac` warns. A kernel that is right all the same, since it converts
        itself, reads the bits of canonical scalars, or multiplies elements of any form by a Montgomery table with
        `field_montgomery_mul`, says `mixesForms = true`:

        | vectors | module follows the form | it does not | `mixesForms = true` |
        |---|---|---|---|
        | all in one form | sound | sound | sound |
        | some `OF_CALL`, some fixed | error | warning | sound |
        | fixed, in several forms | error | sound | sound |
        | the same, with an element as push constant | error | error | its form: that of the dispatch |
        | none `MONTGOMERY`, -p^-1, R^2 or R used, none `UNREDUCED` | sound | warning | sound |
        | one read `UNREDUCED`, one written below p, none of -p^-1, R^2 and R used | warning | warning | sound |

        *A `main` of one's own*, without a file of `kernel/`:

        - The push-constant block begins with `uint count`, the number of elements of the dispatch, at offset 0; a cooperative
          kernel's goes on with `uint first_workgroup`, at offset 4. Members for `@PushConstant` parameters follow at their offsets.
          The file `memory/tile.glsl` declares the block itself.
        - Every element below `count` is visited whatever the number of workgroups, which may be smaller than the vectors are long:
          `for (uint i = gl_GlobalInvocationID.x; i < count; i += gl_NumWorkGroups.x * gl_WorkGroupSize.x)`. Nothing beyond is.
        - Element i of what is written depends on element i of what is read only: a dispatch may be a part of the vectors, or those
          of several jobs one after the other. A buffer that is written may be one that is read.
        - Each vector is a buffer block of its own, `layout(std430, set = S, binding = N)`, of one unsized array of `FieldVector` (as
          `FIELD_ELEMENT_LOAD` wants it) or of `uint`; `readonly` for `@In`, `writeonly` for `@Out`. Elements of an extension field and
          points are several base elements one after the other, and may be structs of all of them, or of a coordinate; a vector of
          `UInt32` is an array of `uint`, one of `UInt64` of `uint64_t` or `uvec2`. Tables of constants are read as vectors are.
        - The workgroup has one dimension, and at most 256 invocations to run everywhere.
        - A kernel with `Grid.CALL` or `Grid.ONE` has just those workgroups, and divides the work among them as it likes. Its block of
          push constants begins with `count` too if there is one: the length of its vectors of `Extent.ELEMENTS`, or of its first one.

        *Degrees.* `FIELD_COORDINATE_DEGREE` is how many base elements a coordinate has: 2 for `Bls12381Fp2` and the points of
        `Bls12381G2`. It is set where the field or curve is an extension or over one. Kernels over a curve that is a type variable are
        compiled for 1 and 2 each; those over a field that is one for 1 to 5, if their own file asks for the macro. What a shader is
        not for it says by `#error`, and has no module for. A shader that defines the macro itself is compiled once. The integers n of
        x^d - n and a and b of the curve are specialization constants, where a module declares them:
        `layout(constant_id = 93) const int n = -1;`, 94 for a and 95 for b. Of a tower by y^2 - k - m x over x^2 - n, k and m are 96
        and 97.

        *Strategies.* A kernel with `strategies` is compiled once for each, with the macro `FIELDSTONE_STRATEGY_<NAME>` defined;
        products and factors follow those of the library. The first time that such a kernel is used on a device with a field, the
        backend measures all strategies that the device has, on vectors of random elements, and keeps the fastest. It measures the
        kernel itself unless `strategyProbe` names another one, by its registered name: that one is then measured in its place, once
        for all kernels that name it. A kernel that is cooperative or has push constants cannot be measured, and has to name one;
        what it names has all of its strategies, is element-wise and has no push constants. `mul-chain` of `fieldstone-kernels` has
        `portable`, `wide`, `columns` and `float64`, and does nothing but multiply.
        """);
    PUBLIC.forEach(
        (title, files) -> {
          page.append("\n## ").append(title).append("\n");
          files.forEach(file -> append(file, page));
        });
    page.append("\n## Bounds of factors, by strategy\n\nA test derives them.\n");
    for (String file : List.of("multiply/columns_factor", "multiply/float64_factor")) {
      String source = source(file);
      page.append("\n### `").append(file).append(".glsl`\n\n").append(header(source)).append("\n");
    }
    return page.toString();
  }

  private static String source(String file) {
    return new String(Resources.bytes("fieldstone/glsl/" + file + ".glsl"), StandardCharsets.UTF_8);
  }

  private static void append(String file, StringBuilder page) {
    String source = source(file);
    page.append("\n### `").append(file).append(".glsl`\n\n").append(header(source)).append("\n");
    List<String> functions = functions(source);
    if (!functions.isEmpty()) {
      page.append("\n").append(String.join("\n", functions)).append("\n");
    }
  }

  /** The comment at the top, after the license; what is indented there is code. */
  private static String header(String source) {
    List<String> lines = new ArrayList<>();
    boolean code = false;
    for (String line : source.lines().skip(2).takeWhile(l -> l.startsWith("//")).toList()) {
      String text = line.replaceFirst("// ?", "");
      boolean isCode = text.startsWith("  ") || (code && text.isEmpty());
      if (isCode != code) {
        if (code && lines.get(lines.size() - 1).isEmpty()) {
          lines.remove(lines.size() - 1);
        }
        lines.add("```");
        if (code) {
          lines.add("");
        }
      }
      code = isCode;
      lines.add(text);
    }
    if (code) {
      lines.add("```");
    }
    return String.join("\n", lines);
  }

  /** Each public function by its signature, with the first paragraph of its comment. */
  private static List<String> functions(String source) {
    Map<String, String> functions = new LinkedHashMap<>();
    Matcher matcher = DOCUMENTED.matcher(source);
    while (matcher.find()) {
      String written = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      String signature = written.replace(" = ", "").replaceAll("\\s+", " ");
      if (NAMES.matcher(signature).find()) {
        String comment = matcher.group(1).replaceAll("(?m)^// ?", "").strip();
        String paragraph = comment.replaceFirst("(?s)\n\n.*", "").replaceAll("\\s+", " ");
        functions.putIfAbsent(signature, "- `" + signature + "`: " + paragraph);
      }
    }
    return List.copyOf(functions.values());
  }

  @Test
  void thePageSaysWhatTheSourcesSay() throws IOException {
    if (Boolean.getBoolean("fieldstone.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page());
    }
    assertEquals(page(), Files.readString(PAGE), "write it anew by -Dfieldstone.update=true");
  }

  /** A line for each name, and for each file: the name and its file. */
  private static String list() {
    Map<String, String> files = new TreeMap<>();
    PUBLIC.values().stream()
        .flatMap(List::stream)
        .forEach(
            file -> {
              String path = "fieldstone/glsl/" + file + ".glsl";
              files.put(path, path); // some are all that is to be included
              for (String function : functions(source(file))) {
                Matcher name = NAME.matcher(function.substring(3, function.indexOf('`', 3)));
                assertTrue(name.find(), function);
                files.putIfAbsent(name.group(1), path);
              }
            });
    files.put("field_montgomery_mul", "fieldstone/glsl/field/montgomery.glsl");
    files.put("field_montgomery_sqr", "fieldstone/glsl/field/montgomery.glsl");
    return files.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void theListOfNamesSaysWhatTheSourcesSay() throws IOException {
    if (Boolean.getBoolean("fieldstone.update")) {
      Files.writeString(LIST, list());
    }
    assertEquals(list(), Files.readString(LIST), "write it anew by -Dfieldstone.update=true");
  }

  /** As all sources. */
  @Test
  void linesHaveAHundredColumns() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(?:glsl|comp)")).toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int line = 0; line < lines.size(); line++) {
          assertTrue(lines.get(line).length() <= 100, file + ":" + (line + 1));
        }
      }
    }
  }

  @Test
  void whatCurveKernelsNeedIsListed() {
    String page = page();
    for (String function :
        List.of(
            "field_add(",
            "field_sub(",
            "field_neg(",
            "field_double(",
            "field_halve(",
            "field_scale(",
            "field_mul(",
            "field_sqr(",
            "field_pow(",
            "field_inverse(",
            "field_is_zero(",
            "field_equal(",
            "field_select(",
            "field_swap(",
            "field_montgomery_mul(",
            "field_factor_mul(",
            "FIELD_ELEMENT_LOAD(",
            "FIELD_ELEMENT_STORE(")) {
      assertTrue(page.contains(function), function);
    }
  }
}
