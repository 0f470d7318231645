// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.cli;

import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.device.TransferPath;
import java.util.Map;
import picocli.CommandLine;

/** Puts the commands together. */
public final class CommandLines {

  private static final int USAGE_WIDTH = 100;

  private CommandLines() {}

  /**
   * Returns the command line with all commands.
   *
   * @param environment the environment variables that count
   */
  public static CommandLine create(Map<String, String> environment) {
    CommandLine line =
        new CommandLine(new FieldstoneCommand())
            .addSubcommand(new DoctorCommand(environment))
            .addSubcommand(new KernelsCommand())
            .addSubcommand(new FieldsCommand())
            .addSubcommand(new RunCommand(environment))
            .addSubcommand(new SmokeBatchCommand(environment))
            .addSubcommand(new BenchPersistentCommand(environment))
            .addSubcommand(new BenchBatchPipelinedCommand(environment))
            .addSubcommand(new BenchKernelsCommand(environment));
    line.setUsageHelpWidth(USAGE_WIDTH);
    ErrorLines errors = new ErrorLines();
    line.registerConverter(ExecutionMode.class, new OptionNames<>(ExecutionMode.class));
    line.registerConverter(FileForm.class, new OptionNames<>(FileForm.class));
    line.registerConverter(TransferPath.class, new OptionNames<>(TransferPath.class));
    line.setParameterExceptionHandler(errors);
    line.setExecutionExceptionHandler(errors);
    return line;
  }

  /** Runs one command; whatever it throws ends as one line and an exit code. */
  public static int execute(CommandLine line, String... args) {
    try {
      return line.execute(args);
    } catch (Error e) {
      return ErrorLines.report(line, e);
    }
  }
}
