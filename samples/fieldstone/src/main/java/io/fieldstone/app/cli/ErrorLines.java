// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.stream.Collectors.joining;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.VulkanException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one line on standard error and an exit code. */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    print(command, message(e) + "; see " + command.getCommandSpec().qualifiedName() + " --help", e);
    return ExitCodes.BAD_INPUT;
  }

  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String word = unmatched.getUnmatched().get(0);
      CommandLine command = e.getCommandLine();
      return command.getSubcommands().isEmpty()
          ? "unexpected argument '" + word + "'"
          : "unknown command '"
              + word
              + "'; there are: "
              + command.getSubcommands().entrySet().stream()
                  .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                  .map(Map.Entry::getKey)
                  .collect(joining(", "));
    }
    return String.valueOf(e.getMessage());
  }

  /** Says what hinders a path: most often a locale whose encoding lacks its letters. */
  static String message(InvalidPathException e) {
    return "'"
        + e.getInput()
        + "' is no path here: "
        + e.getReason()
        + "; file names are encoded as "
        + System.getProperty("sun.jnu.encoding", "the system says")
        + ": use a locale that has their letters, such as LC_ALL=C.UTF-8, or name another place";
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(command, e);
  }

  /** Prints an exception's line and returns its exit code. */
  static int report(CommandLine command, Throwable e) {
    if (e instanceof DeviceLostException || e instanceof VulkanException) {
      print(command, String.valueOf(e.getMessage()), e);
      return ExitCodes.INTERNAL;
    }
    if (e.getCause() instanceof IOException io && "Broken pipe".equals(io.getMessage())) {
      return ExitCodes.BROKEN_PIPE; // whoever reads what is written has enough
    }
    if (e instanceof BadInputException || e instanceof FieldstoneException) {
      print(command, String.valueOf(e.getMessage()), e);
      return ExitCodes.BAD_INPUT;
    }
    if (e instanceof InvalidPathException invalid) {
      print(command, message(invalid), e);
      return ExitCodes.BAD_INPUT;
    }
    @Nullable String breakdown = Breakdown.explain(e);
    if (breakdown != null) {
      print(command, breakdown, e);
      return ExitCodes.BAD_INPUT;
    }
    print(command, Breakdown.unexpected(e), e);
    return ExitCodes.INTERNAL;
  }

  private static void print(CommandLine command, String message, Throwable e) {
    var err = command.getErr();
    err.println("fieldstone: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    FieldstoneCommand root = (FieldstoneCommand) command.getCommandSpec().root().userObject();
    if (root.stacktrace()) {
      e.printStackTrace(err);
    }
    err.flush();
  }
}
