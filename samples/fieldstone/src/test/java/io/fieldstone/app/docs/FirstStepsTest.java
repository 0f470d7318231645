// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a newcomer is told to write is what the tests compile; that programs print what the page
 * says is tested by {@link SnippetsTest}, and that the commands do it all by {@code
 * .ci/follow-guide}.
 */
class FirstStepsTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "first-steps.md");
  private static final Path TESTS = Path.of("src", "test");
  private static final Pattern WRITTEN =
      Pattern.compile("<!-- write: (\\S+) -->\\n```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  private static String written(String file) throws IOException {
    Matcher block = WRITTEN.matcher(Files.readString(PAGE));
    while (block.find()) {
      if (block.group(1).endsWith(file)) {
        return block.group(3);
      }
    }
    throw new AssertionError(PAGE + " has nobody write " + file);
  }

  /** Without what the reader's project has of its own, and what a source file here has. */
  private static String code(String source) {
    return source
        .replace("package io.fieldstone.app.first;", "package example;")
        .replace("\"first/", "\"example/")
        .replaceAll("// SPDX[^\n]*\n", "")
        .replaceAll("(?s)/\\*\\*.*?\\*/", "")
        .replaceAll("\\s+", "");
  }

  @Test
  void theFieldIsOfTheTests() throws IOException {
    Path source = TESTS.resolve("java/io/fieldstone/app/first/Curve25519Fp.java");
    assertEquals(code(Files.readString(source)), code(written("/Curve25519Fp.java")));
  }

  @Test
  void theKernelIsOfTheTests() throws IOException {
    Path source = TESTS.resolve("java/io/fieldstone/app/first/MyKernels.java");
    String formula = "expression = \"2 * a + b\"";
    String page = written("/MyKernels.java");
    assertEquals(2, page.split(Pattern.quote(formula), -1).length);
    assertEquals(
        code(Files.readString(source)),
        code(page.replace(formula, "glsl = \"example/twice_plus.comp\"")));
  }

  @Test
  void theShaderIsOfTheTests() throws IOException {
    Path source = TESTS.resolve("resources/first/twice_plus.comp");
    assertEquals(code(Files.readString(source)), code(written("/twice_plus.comp")));
  }
}
