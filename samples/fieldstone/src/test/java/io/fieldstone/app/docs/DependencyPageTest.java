// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page names every jar of the processor's path, and no other. */
class DependencyPageTest {

  private static final Path ROOT = Path.of("../..");
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
  private static final Pattern LICENSED =
      Pattern.compile("(?m)^\\| `[^:`]+:([^`]+)` \\|.*\\| when you compile \\|$");
  private static final Pattern QUOTED = Pattern.compile("`(?:[\\w.]+:)?([\\w-]+)`");

  private static String tag(String dependency, String name) {
    Matcher tag = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(dependency);
    return tag.find() ? tag.group(1) : "";
  }

  @Test
  void theProcessorsPathIsListed() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("fieldstone-processor"));
    String pom = Files.readString(ROOT.resolve("processor/pom.xml"));
    DEPENDENCY
        .matcher(pom)
        .results()
        .map(found -> found.group(1))
        .filter(each -> !Set.of("test", "provided").contains(tag(each, "scope")))
        .forEach(
            each -> {
              expected.add(tag(each, "artifactId"));
              expected.add(tag(each, "classifier"));
            });
    expected.remove("");
    assertTrue(expected.contains("natives-linux"), expected::toString);
    LICENSED
        .matcher(Files.readString(ROOT.resolve("docs/third-party.md")))
        .results()
        .forEach(row -> expected.add(row.group(1)));
    assertTrue(expected.contains("failureaccess"), expected::toString);
    String page = Files.readString(ROOT.resolve("docs/dependency.md"));
    String table = page.substring(page.indexOf("| jars | for |"), page.indexOf("## Gradle"));
    Set<String> listed =
        table
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf('|', 1)))
            .flatMap(jars -> QUOTED.matcher(jars).results())
            .map(jar -> jar.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(expected, listed);
  }
}
