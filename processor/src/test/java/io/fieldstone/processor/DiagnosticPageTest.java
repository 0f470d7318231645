// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.diagnostic.Diagnostic;
import io.fieldstone.processor.testing.Description;
import io.fieldstone.processor.testing.Description.Described;
import io.fieldstone.processor.testing.Shows;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The page of diagnostics is made of their tests: a wrong declaration, and what javac says of it.
 * After a change, {@code FIELDSTONE_UPDATE_PAGES=1 mvn test -pl processor
 * -Dtest=DiagnosticPageTest} writes it anew.
 */
class DiagnosticPageTest {

  private static final Path PAGE = Path.of("..", "docs", "diagnostics.md");

  private static final int MOST_LINES = 40;
  private static final int ENDS = 5;

  private static final String HEAD =
      """
      # Diagnostics

      What `javac` says of declarations that it cannot accept: a declaration, and the message, which stands at `/* here */` and says what to
      do. This page is made of the processor's tests, each of which compiles what is shown here and expects what is said here.

      """;

  private static final String REST =
      """
      ## Without a short example

      These need more than one declaration or compilation, or a compiler that is missing or broken:
      """;

  @Test
  void thePageIsWhatTheTestsShow() throws Exception {
    String page = page();
    if (System.getenv("FIELDSTONE_UPDATE_PAGES") != null) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE), "FIELDSTONE_UPDATE_PAGES=1 writes it anew");
  }

  private static String page() throws Exception {
    Map<Diagnostic, Description> shown = new EnumMap<>(Diagnostic.class);
    for (Class<?> tests : DiagnosticCoverageTest.TESTS) {
      for (Method test : tests.getDeclaredMethods()) {
        @Nullable Shows shows = test.getAnnotation(Shows.class);
        if (shows != null && test.getParameterCount() == 0) {
          @Nullable Description description = Description.of(() -> run(tests, test));
          if (description != null && !description.expected().isEmpty()) {
            shown.put(shows.value(), description);
          }
        }
      }
    }
    assertTrue(shown.size() > 150, shown.size() + " of " + Diagnostic.values().length);
    StringBuilder page = new StringBuilder(HEAD);
    List<String> rest = new ArrayList<>();
    for (Diagnostic diagnostic : Diagnostic.values()) {
      @Nullable Description description = shown.get(diagnostic);
      if (description == null) {
        rest.add("- `" + diagnostic + "`\n");
      } else {
        page.append(section(diagnostic, description));
      }
    }
    return rest.isEmpty() ? page.toString() : page + REST + "\n" + String.join("", rest);
  }

  private static void run(Class<?> tests, Method test) throws Exception {
    Constructor<?> constructor = tests.getDeclaredConstructor();
    constructor.setAccessible(true);
    test.setAccessible(true);
    Object instance = constructor.newInstance();
    try {
      test.invoke(instance);
    } catch (InvocationTargetException e) {
      if (requireNonNull(e.getCause()) instanceof Described described) {
        throw described;
      } // what needs a folder of JUnit's cannot be described
    }
  }

  private static String section(Diagnostic diagnostic, Description description) {
    var expected = description.expected().get(0);
    return "## `"
        + diagnostic
        + "`\n\n```java\n"
        + declaration(description.source())
        + "```\n\n"
        + expected.kind().toString().toLowerCase(Locale.ROOT)
        + ": "
        + expected.message().replace("\n", "<br>\n").replace("<F>", "&lt;F>")
        + "\n\n";
  }

  /** Returns a source without package and imports, and with words in place of marks. */
  private static String declaration(String source) {
    String shown =
        source
            .replaceAll("(?m)^(package|import) .*;\\R", "")
            .replace("/*!*/", "/* here */ ")
            .strip();
    List<String> lines = shown.lines().map(String::stripTrailing).toList();
    if (lines.size() > MOST_LINES) { // thousands of methods are one too many
      List<String> some = new ArrayList<>(lines.subList(0, ENDS));
      some.add("  // " + (lines.size() - 2 * ENDS) + " lines more");
      some.addAll(lines.subList(lines.size() - ENDS, lines.size()));
      lines = some;
    }
    return String.join("\n", lines) + "\n";
  }
}
