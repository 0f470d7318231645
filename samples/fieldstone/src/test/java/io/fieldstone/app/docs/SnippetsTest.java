// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.docs;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java in the pages and in Javadoc compiles, and prints what the comment beside it says. */
class SnippetsTest {

  private static final Path ROOT = Path.of("..", "..");

  /** A block with the file that it is a part of. */
  private static final Pattern QUOTE =
      Pattern.compile(
          "(?s)<!-- file: (\\S+) -->\\s*(?:<!-- given: [^\\n]* -->\\s*)?```\\w+\\n(.*?)```");

  @TempDir Path classes;

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.toString().contains("target"))
          .sorted()
          .toList();
    }
  }

  private static List<Snippet> ofPages() throws IOException {
    List<Snippet> snippets = new ArrayList<>(Snippet.ofPage(ROOT.resolve("README.md")));
    for (String folder : List.of("docs", "samples")) {
      for (Path page : files(ROOT.resolve(folder), ".md")) {
        if (page.endsWith("diagnostics.md")) {
          continue; // what is wrong on purpose; the processor's tests compile it
        }
        snippets.addAll(Snippet.ofPage(page));
      }
    }
    return snippets;
  }

  private static Properties given() throws IOException {
    Properties given = new Properties();
    try (InputStream in = SnippetsTest.class.getResourceAsStream("given.properties")) {
      given.load(requireNonNull(in));
    }
    return given;
  }

  /** Those of the packages that users see. */
  private static List<Snippet> ofJavadoc() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (String module : List.of("annotations", "shaders", "runtime", "kernels")) {
      Path sources = ROOT.resolve(module).resolve("src/main/java");
      String exported = Files.readString(sources.resolve("module-info.java"));
      for (Path source : files(sources, ".java")) {
        String name = sources.relativize(source.getParent()).toString().replace('/', '.');
        if (exported.contains("exports " + name + ";")
            && Files.readString(source).contains("\npublic ")) {
          snippets.addAll(Snippet.ofJavadoc(source, given()));
        }
      }
    }
    return snippets;
  }

  @Test
  void examplesOfJavadocCompile() throws IOException {
    List<Snippet> examples = ofJavadoc();
    assertTrue(examples.size() > 60, examples.size() + " examples");
    assertEquals("", String.join("\n", new Snippets(examples, classes).compile()));
  }

  @Test
  void pagesCompileAndPrintWhatTheySay() throws IOException, ReflectiveOperationException {
    List<Snippet> pages = ofPages();
    Snippets snippets = new Snippets(pages, classes);
    assertEquals("", String.join("\n", snippets.compile()));
    int run = 0;
    for (Snippet snippet : pages) {
      if (!snippet.printed().isEmpty()) {
        assertEquals(snippet.printed(), snippets.run(snippet), snippet.toString());
        run++;
      }
    }
    assertTrue(run >= 5, run + " pieces print");
  }

  @Test
  void whatPagesQuoteIsInTheFile() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    pages.addAll(files(ROOT.resolve("docs"), ".md"));
    pages.addAll(files(ROOT.resolve("samples"), ".md"));
    int quoted = 0;
    for (Path page : pages) {
      Matcher quote = QUOTE.matcher(Files.readString(page));
      while (quote.find()) {
        String file = Files.readString(ROOT.resolve(quote.group(1)));
        assertTrue(packed(file).contains(packed(quote.group(2))), page + ": " + quote.group(1));
        quoted++;
      }
    }
    assertTrue(quoted >= 6, quoted + " quotes");
  }

  private static String packed(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void aMistakeIsFoundAtItsLine() throws IOException {
    Path page = classes.resolve("page.md");
    Files.writeString(
        page,
        """
        # Page

        ```java
        fr.mul(a, b, c);
        fr.mull(a, b, c);
        ```
        """);
    List<String> found = new Snippets(Snippet.ofPage(page), classes).compile();
    assertEquals(1, found.size());
    assertTrue(found.get(0).contains("page.md:5: cannot find symbol"), found.get(0));
  }
}
