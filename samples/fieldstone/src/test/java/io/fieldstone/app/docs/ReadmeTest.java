// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.report.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages show is what is tested, and what they name is there. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(#[^)]*)?\\)");
  private static final Pattern COORDINATES =
      Pattern.compile(
          "fieldstone-\\w+</artifactId>\\s*<version>([^<]+)<|io\\.fieldstone:fieldstone-\\w+:([\\w.-]+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  @Test
  void theProgramOfTheReadmeIsTheSample() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    int begin = readme.indexOf("```java\nimport ") + "```java\n".length();
    String program = readme.substring(begin, readme.indexOf("```", begin));
    String sample = Files.readString(ROOT.resolve("samples/hello/src/main/java/example/Main.java"));
    assertEquals(lines(sample), lines(program));
  }

  /** Lines of code, without documentation, package, private constructor and empty lines. */
  private static List<String> lines(String source) {
    return source
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("/") && !line.startsWith("*"))
        .filter(line -> !line.startsWith("package ") && !line.startsWith("private Main()"))
        .toList();
  }

  @Test
  void figuresOfTheReadmeAreOfTheReport() throws IOException {
    String report = Files.readString(ROOT.resolve("docs/benchmarks/h100/report.md"));
    String readme = Files.readString(ROOT.resolve("README.md")).replaceAll("\\s+", " ");
    for (Map.Entry<String, String> row :
        Map.of(
                "`BigInteger`, one thread", "BigInteger, one thread",
                "one thread", "blst, one thread",
                "vectors that stay on the device", "vectors on the device",
                "in registers", "in the device's registers")
            .entrySet()) {
      String nanos = found(report, "(?m)^\\| " + Pattern.quote(row.getValue()) + " \\| (\\S+) \\|");
      assertTrue(readme.contains(row.getKey() + " | " + nanos + " ns |"), row + ": " + nanos);
    }
    String job = found(report, "A job from Java arrays and back takes (\\S+) us");
    String products = found(report, "the time of (\\d+) products of BigInteger");
    String ofBlst = found(report, "or (\\d+) products of blst");
    String addition = found(report, "(?m)^\\| 4M \\| (\\S+) \\|");
    for (String words :
        List.of(
            "takes " + job + " us at the least",
            "the time of " + products + " products of `BigInteger` or " + ofBlst + " of blst",
            "take " + addition + " ms")) {
      assertTrue(readme.contains(words), words);
    }
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), pattern);
    return matcher.group(1);
  }

  @Test
  void pagesNameTheVersionThatThereIs() throws IOException {
    List<String> others = new ArrayList<>();
    int named = 0;
    for (Path page : pages()) {
      Matcher coordinates = COORDINATES.matcher(Files.readString(page));
      while (coordinates.find()) {
        String version = coordinates.group(1) == null ? coordinates.group(2) : coordinates.group(1);
        named++;
        if (!version.equals(Version.current().number())) {
          others.add(page + ": " + version);
        }
      }
    }
    assertEquals(List.of(), others);
    assertTrue(named >= 8, named + " times");
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("docs", "samples")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
        all.filter(page -> page.toString().endsWith(".md"))
            .filter(page -> !page.toString().contains("target"))
            .forEach(pages::add);
      }
    }
    return pages;
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""));
      while (link.find()) {
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        if (!Files.exists(target)) {
          dead.add(page + ": " + link.group(1));
        } else if (link.group(2) != null && !anchors(target).contains(link.group(2))) {
          dead.add(page + ": " + link.group(1) + link.group(2));
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  /** Returns how links name the headings of a page. */
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(text -> "#" + text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void everySampleIsListedAndHasItsPage() throws IOException {
    String list = Files.readString(ROOT.resolve("samples/README.md"));
    String poms = Files.readString(ROOT.resolve("samples/pom.xml"));
    try (Stream<Path> folders = Files.list(ROOT.resolve("samples"))) {
      for (Path sample :
          folders
              .filter(f -> Files.exists(f.resolve("src/main/java/example/Main.java")))
              .toList()) {
        String name = sample.getFileName().toString();
        assertTrue(list.contains("[" + name + "](" + name + ")"), name);
        assertTrue(Files.exists(sample.resolve("README.md")), name);
        assertTrue(
            name.equals("custom-kernel") || poms.contains("<module>" + name + "</module>"), name);
      }
    }
  }
}
