// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Makes paragraphs of lines. Help is written in lines as long as those of a source file; picocli
 * breaks what is longer than the terminal is wide, and leaves what is shorter.
 */
final class HelpText {

  private HelpText() {}

  /** Has descriptions and footers of a command, and of all below it, fill the terminal's lines. */
  static void fill(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.description(paragraphs(usage.description()));
    usage.footer(paragraphs(usage.footer()));
    line.getSubcommands().values().forEach(HelpText::fill);
  }

  /**
   * Joins lines, but for empty ones, those that are set off by spaces, and what follows a colon.
   */
  static String[] paragraphs(String... lines) {
    List<String> paragraphs = new ArrayList<>();
    for (String line : lines) {
      int last = paragraphs.size() - 1;
      if (last >= 0
          && isText(line)
          && isText(paragraphs.get(last))
          && !isHeading(paragraphs.get(last))) {
        paragraphs.set(last, paragraphs.get(last) + " " + line);
      } else {
        paragraphs.add(line);
      }
    }
    return paragraphs.toArray(String[]::new);
  }

  private static boolean isText(String line) {
    return !line.isEmpty() && !line.startsWith(" ");
  }

  private static boolean isHeading(String line) {
    return line.endsWith(":");
  }
}
