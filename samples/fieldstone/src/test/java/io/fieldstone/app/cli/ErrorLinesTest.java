// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorLinesTest {

  @Command(name = "fail")
  private record Failing(Throwable failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (failure instanceof Exception e) {
        throw e;
      }
      throw (Error) failure;
    }
  }

  private static Outcome failWith(Throwable failure) {
    CommandLine line = CommandLines.create(Map.of());
    CommandLine command = new CommandLine(new Failing(failure));
    command.setExecutionExceptionHandler(new ErrorLines());
    return Outcome.of(line.addSubcommand(command), "fail");
  }

  @Test
  void whatTheRuntimeRefusesIsBadInput() {
    failWith(new MissingFeatureException("needs X; choose another device"))
        .assertBadInput("fieldstone: needs X; choose another device");
    failWith(new OutOfMemoryException("no room")).assertBadInput("fieldstone: no room");
  }

  @Test
  void aDeviceThatFailsIsNoBadInput() {
    failWith(new DeviceLostException("the device is gone")).assertErrorLine(70, "is gone");
  }

  @Test
  void theUnexpectedIsOneLineWithAHint() {
    failWith(new IllegalStateException("two\nlines"))
        .assertErrorLine(70, "IllegalStateException: two lines", "--stacktrace");
    failWith(new AssertionError("bug")).assertErrorLine(70, "AssertionError: bug", "--stacktrace");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--stacktrace smoke-batch --elements 0",
        "smoke-batch --stacktrace --elements 0",
      })
  void aStackTraceIsPrintedOnRequest(String args) {
    Outcome outcome = Outcome.of(args.split(" ", -1));
    assertTrue(outcome.err().startsWith("fieldstone: --elements is 0"), outcome.err());
    assertTrue(outcome.err().contains("\tat " + SmokeBatchCommand.class.getName()), outcome.err());
  }
}
