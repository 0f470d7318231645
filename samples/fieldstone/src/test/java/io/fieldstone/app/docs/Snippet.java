// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of Java in the documentation.
 *
 * @param file where it stands
 * @param line its first line there, from 1
 * @param given declarations and imports that it presupposes; empty stands for the usual ones
 * @param code the piece itself
 */
record Snippet(Path file, int line, String given, String code) {

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- (given|write): ([^\\n]*?) -->\\s*\\n)?```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern RUN = Pattern.compile("\\$ mvn [^\\n]*exec:java\\n([^\\n]*)\\n");
  private static final String PACKAGE = "package example;\n\n";
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n\\s*\\*\\s*}</pre>", Pattern.DOTALL);
  private static final Pattern PRINTED =
      Pattern.compile("System\\.out\\.println\\(.*\\);\\s*//\\s*(.*)");

  /**
   * Returns the blocks of a Markdown page. What one presupposes stands before it: {@code <!--
   * given: int n; -->}. A program that the page has its reader write, {@code <!-- write:
   * src/main/java/example/Main.java -->}, prints what the page says of the next run; what else is
   * written is a file of tests, see {@link FirstStepsTest}.
   */
  static List<Snippet> ofPage(Path page) throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    String text = Files.readString(page);
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      int line = lineOf(text, block.start(3));
      if (!"write".equals(block.group(1))) {
        String given = block.group(2) == null ? "" : block.group(2);
        snippets.add(new Snippet(page, line, given, block.group(3)));
      } else if (block.group(2).endsWith("/Main.java")) {
        snippets.add(program(page, line, block.group(3), text.substring(block.end())));
      }
    }
    return snippets;
  }

  private static Snippet program(Path page, int line, String code, String after) {
    Matcher run = RUN.matcher(after);
    if (!code.startsWith(PACKAGE) || !run.find()) {
      throw new IllegalArgumentException(page + ":" + line + ": of no package, or never run");
    }
    String unit =
        "import io.fieldstone.app.first.*; "
            + code.substring(PACKAGE.length())
                .replaceFirst(
                    "(System\\.out\\.println\\(.*\\);)",
                    "$1 // " + Matcher.quoteReplacement(run.group(1)));
    return new Snippet(page, line + 2, "", unit);
  }

  /**
   * Returns the examples in the comments of a source. What they presuppose stands in {@code given},
   * by the name of the type and, from the second one on, its number: {@code HostVector.2}.
   */
  static List<Snippet> ofJavadoc(Path source, Properties given) throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    String text = Files.readString(source);
    String name = source.getFileName().toString().replace(".java", "");
    String module = source.getParent().getFileName().toString();
    Matcher example = EXAMPLE.matcher(text);
    while (example.find()) {
      String number = snippets.isEmpty() ? "" : "." + (snippets.size() + 1);
      String presupposed =
          given.getProperty(module + "." + name + number, given.getProperty(name + number, ""));
      String code = example.group(1).replaceAll("(?m)^\\s*\\* ?", "") + "\n";
      int line = lineOf(text, example.start(1));
      snippets.add(new Snippet(source, line, importOf(text, name) + presupposed, code));
    }
    return snippets;
  }

  /** Types of one name are in several packages: the documented one is meant. */
  private static String importOf(String source, String name) {
    Matcher declared = Pattern.compile("(?m)^package (.*);").matcher(source);
    return declared.find() ? "import " + declared.group(1) + "." + name + "; " : "";
  }

  private static int lineOf(String text, int index) {
    return (int) text.substring(0, index).chars().filter(c -> c == '\n').count() + 1;
  }

  /** Returns what the piece says that its lines print. */
  List<String> printed() {
    return PRINTED.matcher(code).results().map(line -> line.group(1).strip()).toList();
  }

  @Override
  public String toString() {
    return file.normalize() + ":" + line;
  }
}
