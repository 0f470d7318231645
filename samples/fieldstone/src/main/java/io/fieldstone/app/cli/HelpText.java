// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
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
    for (CommandLine command : line.getSubcommands().values()) {
      UsageMessageSpec its = command.getCommandSpec().usageMessage();
      if (Arrays.equals(its.description(), usage.description())) {
        its.description(new String[0]); // inherited: it says what the whole is
      }
      if (Arrays.equals(its.footer(), usage.footer())) {
        its.footer(new String[0]);
      }
      fill(command);
    }
    usage.description(paragraphs(usage.description()));
    usage.footer(paragraphs(usage.footer()));
  }

  /** Joins lines, but for empty ones and those that are set off by spaces. */
  static String[] paragraphs(String... lines) {
    List<String> paragraphs = new ArrayList<>();
    for (String line : lines) {
      int last = paragraphs.size() - 1;
      if (last >= 0 && isText(line) && isText(paragraphs.get(last))) {
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
}
