// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.bench.TracedWork;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.device.TransferPath;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Puts the commands together. */
public final class CommandLines {

  /** Where nobody knows how wide the terminal is, or there is none. */
  private static final int USAGE_WIDTH = 80;

  /** Longer lines are hard to read. */
  private static final int MOST_USAGE_WIDTH = 120;

  /** The least that picocli takes. */
  private static final int LEAST_USAGE_WIDTH = 55;

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
            .addSubcommand(new PlanCommand(environment))
            .addSubcommand(new RunCommand(environment))
            .addSubcommand(new SmokeBatchCommand(environment))
            .addSubcommand(new SmokeTypesCommand(environment))
            .addSubcommand(new BenchPersistentCommand(environment))
            .addSubcommand(new BenchBatchPipelinedCommand(environment))
            .addSubcommand(new BenchKernelsCommand(environment))
            .addSubcommand(new BenchPipelinesCommand(environment))
            .addSubcommand(new BenchNttCommand(environment))
            .addSubcommand(new BenchCallsCommand(environment))
            .addSubcommand(new BenchHostDataCommand(environment))
            .addSubcommand(new BenchBuildsCommand(environment))
            .addSubcommand(new BenchTurnsCommand(environment))
            .addSubcommand(new TraceCommand(environment))
            .addSubcommand(new ReportCommand(environment))
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new ManCommand());
    HelpText.fill(line);
    line.setUsageHelpWidth(width(environment.get("COLUMNS")));
    line.setExpandAtFiles(false); // a name may begin with any letter
    ErrorLines errors = new ErrorLines();
    line.registerConverter(ExecutionMode.class, new OptionNames<>(ExecutionMode.class));
    line.registerConverter(
        CompletionCommand.Shell.class, new OptionNames<>(CompletionCommand.Shell.class));
    line.registerConverter(FileForm.class, new OptionNames<>(FileForm.class));
    line.registerConverter(Section.class, new OptionNames<>(Section.class));
    line.registerConverter(TracedWork.Kind.class, new OptionNames<>(TracedWork.Kind.class));
    line.registerConverter(TransferPath.class, new OptionNames<>(TransferPath.class));
    line.registerConverter(int.class, WholeNumber.ofInt());
    line.registerConverter(Integer.class, WholeNumber.ofInt());
    line.registerConverter(long.class, WholeNumber.ofLong());
    line.registerConverter(Long.class, WholeNumber.ofLong());
    line.registerConverter(Path.class, new PathArgument(FileSystems.getDefault()));
    line.setExecutionStrategy(new Arguments());
    line.setParameterExceptionHandler(errors);
    line.setExecutionExceptionHandler(errors);
    return line;
  }

  /** Returns columns of help: those of the terminal, as the launcher says, within reason. */
  private static int width(@Nullable String columns) {
    if (columns == null || !columns.matches("\\d{1,4}")) {
      return USAGE_WIDTH;
    }
    return Math.max(LEAST_USAGE_WIDTH, Math.min(MOST_USAGE_WIDTH, Integer.parseInt(columns)));
  }

  /** Has a command line print to the process's standard output. */
  public static CommandLine onStandardOutput(CommandLine line) {
    // Not System.out, which keeps to itself why it cannot be written. Its encoding has no name
    // before JDK 19, where the terminal's is known at most.
    String charset =
        System.getProperty(
            "stdout.encoding",
            System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name()));
    return line.setOut(
        StandardOutput.over(new FileOutputStream(FileDescriptor.out), Charset.forName(charset)));
  }

  /**
   * Runs one command; whatever it throws ends as one line and an exit code, and so does output that
   * is lost.
   */
  public static int execute(CommandLine line, String... args) {
    int exitCode;
    try {
      exitCode = line.execute(args);
    } catch (Error e) {
      exitCode = ErrorLines.report(line, e);
    }
    @Nullable String failure = StandardOutput.failure(line.getOut());
    if (failure == null) {
      return exitCode;
    }
    if (failure.equals("Broken pipe")) {
      return exitCode == ExitCodes.OK ? ExitCodes.BROKEN_PIPE : exitCode;
    }
    line.getErr()
        .println(
            "fieldstone: cannot write standard output: "
                + failure
                + "; make room or redirect it elsewhere");
    line.getErr().flush();
    return exitCode == ExitCodes.OK ? ExitCodes.BAD_INPUT : exitCode;
  }
}
