// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page of messages has every message of the sources, once, and no other. */
class TroubleshootingTest {

  private static final Path ROOT = Path.of("..", "..");

  private static List<String> documented() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs").resolve("troubleshooting.md")).stream()
        .filter(line -> line.startsWith("- `") && line.endsWith("`"))
        .map(line -> line.substring(3, line.length() - 1))
        .toList();
  }

  private static SortedSet<String> ofSources() throws IOException {
    SortedSet<String> messages = Messages.ofShell(ROOT.resolve("fieldstone"));
    for (String module : List.of("runtime", "kernels", "samples/fieldstone")) {
      messages.addAll(Messages.ofJava(ROOT.resolve(module).resolve("src/main/java")));
    }
    return messages;
  }

  @Test
  void everyMessageIsExplained() throws IOException {
    SortedSet<String> missing = ofSources();
    missing.removeAll(documented());
    assertEquals("", String.join("\n", missing), "add to docs/troubleshooting.md");
  }

  @Test
  void noMessageIsExplainedThatThereIsNoMore() throws IOException {
    SortedSet<String> stale = new TreeSet<>(documented());
    stale.removeAll(ofSources());
    assertEquals("", String.join("\n", stale), "remove from docs/troubleshooting.md");
  }

  @Test
  void noMessageIsExplainedTwice() throws IOException {
    assertEquals(documented().size(), new TreeSet<>(documented()).size());
  }
}
