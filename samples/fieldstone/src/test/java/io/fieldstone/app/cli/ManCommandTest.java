// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManCommandTest {

  @TempDir Path folder;

  @Test
  void thePageHasEveryCommandWithItsOptionsAndExamples() {
    String page = Outcome.of("man").assertOk().out();
    assertTrue(page.startsWith(".TH \"FIELDSTONE\" \"1\""), page.substring(0, 40));
    for (String command : CommandsTest.COMMANDS) {
      if (command.equals("bench-turns")) {
        assertFalse(page.contains("bench\\-turns\""), "hidden");
        continue;
      }
      String title = ".SS \"fieldstone " + command.replace("-", "\\-") + "\"\n";
      assertTrue(page.contains(title), command);
      String section = page.substring(page.indexOf(title) + title.length());
      assertTrue(section.split("\n\\.S[SH] ", 2)[0].contains("Example"), command);
    }
    assertTrue(
        page.contains(
            ".B \"\\-\\-elements N\"\nElements of the job, one row each. By default 64,65536."));
    assertFalse(page.contains("%n"), "a picocli line end");
  }

  @Test
  void groffHasNoComplaint() throws Exception {
    assertTrue(
        Files.isExecutable(Path.of("/usr/bin/groff")), "no groff: apt-get install groff-base");
    Path file = folder.resolve("fieldstone.1");
    Files.writeString(file, Outcome.of("man").assertOk().out());
    Process groff =
        new ProcessBuilder("/usr/bin/groff", "-man", "-ww", "-Tascii", "-P-c", file.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(groff.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertEquals(0, groff.waitFor(), text);
    assertEquals("", String.join("\n", text.lines().filter(l -> l.contains("warning")).toList()));
    assertTrue(text.contains("fieldstone report --quick"), text);
  }
}
