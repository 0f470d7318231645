// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

class ColoursTest {

  private static final String TEXT =
      "device llvmpipe\npassed: 12 of 12 comparisons made\nFAILED: 3 mismatches\n! drivers none\n";

  @Test
  void endsAreGreenOrRedOnATerminal() {
    List<String> lines = Colours.of(TEXT, Ansi.ON).lines().toList();
    assertEquals("device llvmpipe", lines.get(0));
    assertEquals("\u001B[32mpassed: 12 of 12 comparisons made\u001B[0m", lines.get(1));
    assertEquals("\u001B[31mFAILED: 3 mismatches\u001B[0m", lines.get(2));
    assertEquals("\u001B[31m! drivers none\u001B[0m", lines.get(3));
  }

  @Test
  void elsewhereThereAreNone() {
    assertEquals(TEXT, Colours.of(TEXT, Ansi.OFF));
    CommandLine line = CommandLines.create(Outcome.environment());
    line.setColorScheme(Help.defaultColorScheme(Ansi.OFF));
    assertEquals(-1, Outcome.of(line, "fields").assertOk().out().indexOf('\u001B'));
    assertEquals(-1, Outcome.of("doctor").out().indexOf('\u001B'));
  }
}
