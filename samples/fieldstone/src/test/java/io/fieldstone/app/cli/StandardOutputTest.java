// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

class StandardOutputTest {

  private static final class Broken extends OutputStream {
    private final String reason;

    Broken(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int oneByte) throws IOException {
      throw new IOException(reason);
    }
  }

  @Command(name = "mismatch")
  private static final class Mismatch implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      Output.println(spec, "FAILED");
      return ExitCodes.MISMATCH;
    }
  }

  private static Outcome onFullDisk(CommandLine line, String... args) {
    return on("No space left on device", line, args);
  }

  private static Outcome on(String reason, CommandLine line, String... args) {
    StringWriter err = new StringWriter();
    line.setOut(StandardOutput.over(new Broken(reason), UTF_8)).setErr(new PrintWriter(err));
    return new Outcome(CommandLines.execute(line, args), "", err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernels", "fields", "help", "--version", "run --help"})
  void lostOutputIsAnErrorOfEveryCommand(String args) {
    onFullDisk(CommandLines.create(Outcome.environment()), args.split(" "))
        .assertBadInput("cannot write standard output: No space left on device; ");
  }

  @Test
  void aWrongResultStaysOne() {
    CommandLine line = CommandLines.create(Outcome.environment());
    line.addSubcommand(new Mismatch());
    Outcome outcome = onFullDisk(line, "mismatch");
    assertEquals(ExitCodes.MISMATCH, outcome.exitCode());
    outcome.assertErrorLine(1, "No space left on device");
  }

  @Test
  void aReaderThatHasEnoughIsNoError() {
    Outcome outcome = on("Broken pipe", CommandLines.create(Outcome.environment()), "fields");
    assertEquals("", outcome.err());
    assertEquals(ExitCodes.BROKEN_PIPE, outcome.exitCode());
  }
}
