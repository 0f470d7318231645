// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.report.Version;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A manual page in the macros of man(7), of one command and those below it. Picocli's own generator
 * writes AsciiDoc, which needs Ruby to become one.
 */
final class ManPage {

  private final StringBuilder text = new StringBuilder();

  private ManPage() {}

  /** Returns the page of a command. */
  static String of(CommandSpec root) {
    ManPage page = new ManPage();
    page.request(
        ".TH",
        root.name().toUpperCase(Locale.ROOT),
        "1",
        "",
        "fieldstone " + Version.current().number());
    page.request(".SH", "NAME");
    String what = String.join(" ", root.usageMessage().description());
    page.line(root.name() + " \\- " + escape(what.replaceFirst("\\.$", "")));
    page.request(".SH", "SYNOPSIS");
    page.request(".B", root.name());
    page.line("COMMAND [OPTION]... [ARGUMENT]...");
    page.request(".SH", "OPTIONS");
    page.arguments(root, false);
    page.request(".SH", "COMMANDS");
    for (CommandLine command : root.subcommands().values()) {
      if (!command.getCommandSpec().usageMessage().hidden()) {
        page.command(command.getCommandSpec(), root);
      }
    }
    page.request(".SH", "NOTES");
    page.footer(root.usageMessage().footer());
    return page.text.toString();
  }

  private void command(CommandSpec command, CommandSpec root) {
    request(".SS", root.name() + " " + command.name());
    paragraph(command.usageMessage().header());
    paragraph(command.usageMessage().description());
    arguments(command, true);
    footer(command.usageMessage().footer());
  }

  private void paragraph(String... lines) {
    if (lines.length > 0) {
      request(".PP");
      line(escape(String.join(" ", lines).replace("%n", " ").strip()));
    }
  }

  /**
   * Lists parameters and options.
   *
   * @param own whether to leave out options that every command has
   */
  private void arguments(CommandSpec command, boolean own) {
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      argument(parameter.paramLabel(), parameter);
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()
          && !(own && (option.inherited() || option.usageHelp() || option.versionHelp()))) {
        String names = String.join(", ", option.names());
        argument(option.arity().max() > 0 ? names + " " + option.paramLabel() : names, option);
      }
    }
  }

  private void argument(String names, ArgSpec argument) {
    request(".TP");
    request(".B", names);
    String[] lines = argument.description();
    String byDefault = String.valueOf(argument.defaultValueString());
    String description = String.join(" ", lines).replace("${DEFAULT-VALUE}", byDefault);
    line(escape(description.replace("%%", "%").replace("%n", " ")));
  }

  /** Writes paragraphs, and as they stand the lines that are set off by spaces. */
  private void footer(String... lines) {
    boolean asItStands = false;
    for (String line : lines) {
      if (line.isEmpty()) {
        continue;
      }
      if (line.startsWith(" ") != asItStands) {
        asItStands = !asItStands;
        request(asItStands ? ".nf" : ".fi");
      }
      if (!asItStands) {
        request(".PP");
      }
      line(escape(line));
    }
    if (asItStands) {
      request(".fi");
    }
  }

  private void request(String macro, String... arguments) {
    text.append(macro);
    Arrays.stream(arguments).forEach(a -> text.append(" \"").append(escape(a)).append('"'));
    text.append('\n');
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** A line that begins with a dot or an apostrophe would be a request; a dash would be typeset. */
  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
