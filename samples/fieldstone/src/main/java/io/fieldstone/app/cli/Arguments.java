// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.stream.Collectors.joining;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.files.SamePlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What all commands want of their options, whichever those are: lists have something in them, files
 * that are written are apart from each other and from those that are read, and nothing else goes to
 * standard output if one of them does.
 */
final class Arguments implements IExecutionStrategy {

  private static final String INPUT = "--in";

  /** What replaces its input is whole before it does; a report about the work is none of that. */
  private static final String RESULT = "--out";

  private final RunLast runLast = new RunLast();

  /** A file that an option names. */
  private record Named(String option, Path path) {}

  @Override
  public int execute(ParseResult parsed) {
    ParseResult command = parsed;
    requireCommand(command);
    while (command.hasSubcommand()) {
      command = command.subcommand();
      requireCommand(command);
    }
    if (!command.isUsageHelpRequested() && !command.isVersionHelpRequested()) {
      check(command);
    }
    return runLast.execute(parsed);
  }

  /**
   * Refuses a command that there is not. Where help is asked for, picocli lets pass what it does
   * not know, and would show the help of another command.
   */
  private static void requireCommand(ParseResult command) {
    CommandLine line = command.commandSpec().commandLine();
    List<String> unknown = new ArrayList<>(command.unmatched());
    if (command.commandSpec().userObject() instanceof HelpCommand
        && command.hasMatchedPositional(0)) {
      String named = command.matchedPositionalValue(0, "");
      line = line.getParent();
      if (!line.getSubcommands().containsKey(named)) {
        unknown.add(0, named);
      }
    }
    if (!line.getSubcommands().isEmpty()
        && unknown.stream().anyMatch(word -> !word.startsWith("-"))) {
      throw new UnmatchedArgumentException(line, unknown);
    }
  }

  private static void check(ParseResult command) {
    CommandLine line = command.commandSpec().commandLine();
    for (OptionSpec option : command.matchedOptions()) {
      if (option.getValue() instanceof Collection<?> list && list.isEmpty()) {
        throw new ParameterException(line, option.longestName() + " has nothing in its list");
      }
    }
    List<Named> outputs = files(command).filter(file -> !file.option().equals(INPUT)).toList();
    List<Named> inputs = files(command).filter(file -> file.option().equals(INPUT)).toList();
    List<Named> others = new ArrayList<>();
    for (Named output : outputs) {
      requireApart(line, output, others);
      others.add(output);
      if (!output.option().equals(RESULT)) {
        requireApart(line, output, inputs);
      }
    }
    if (outputs.stream().anyMatch(output -> SamePlace.isStandardOutput(output.path()))) {
      line.setOut(line.getErr());
    }
  }

  private static Stream<Named> files(ParseResult command) {
    return command.matchedOptions().stream()
        .flatMap(
            option ->
                values(option)
                    .filter(Path.class::isInstance)
                    .map(path -> new Named(option.longestName(), (Path) path)));
  }

  private static Stream<?> values(OptionSpec option) {
    Object value = option.getValue();
    return value instanceof Collection<?> list ? list.stream() : Stream.ofNullable(value);
  }

  private static void requireApart(CommandLine line, Named file, List<Named> others) {
    String same =
        others.stream()
            .filter(other -> SamePlace.of(file.path(), other.path()))
            .map(other -> other.option() + " " + other.path())
            .collect(joining(" and "));
    if (!same.isEmpty()) {
      String message =
          file.option() + " " + file.path() + " is also " + same + "; give another file";
      throw new ExecutionException(line, message, new BadInputException(message));
    }
  }
}
