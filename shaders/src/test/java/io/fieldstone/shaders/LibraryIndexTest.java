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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page that lists the GLSL library says what the sources say. {@code -Dfieldstone.update=true}
 * writes it anew.
 */
class LibraryIndexTest {

  private static final Path PAGE = Path.of("..", "docs", "glsl-library.md");

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
    PUBLIC.put("Factors: elements as the strategy multiplies them", List.of("field/factor"));
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

        Factors take elements in Montgomery form: a kernel that uses them says `form = Form.MONTGOMERY` with each of its vectors, or
        its results are wrong for canonical ones, which nobody checks. A kernel of several strategies that has push constants names
        an element-wise kernel without any, by `strategyProbe`, that is measured in its place. A `main` of one's own begins its
        push block with `uint count`, and visits every element below it whatever the number of workgroups; `@GpuKernel` says the rest.

        This page is made from the comments in the sources; a test holds it to them.
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
