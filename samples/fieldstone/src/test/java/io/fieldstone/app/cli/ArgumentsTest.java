// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands want of their options. */
@ExtendWith(NoWarnings.class)
class ArgumentsTest {

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"smoke-batch", "bench-batch-pipelined", "bench-calls"})
  void twoOutputsAreTwoFiles(String command) throws IOException {
    Path file = folder.resolve("x");
    Outcome.of(command, "--json=" + file, "--trace=" + folder + "/./x")
        .assertBadInput(" is also --", file.getFileName() + "; give another file");
    assertEquals(List.of(), names());
  }

  @Test
  void linksToOneNewFileAreOneOutput() throws IOException {
    Path file = folder.resolve("new");
    Path one = Files.createSymbolicLink(folder.resolve("one"), file);
    Path two = Files.createSymbolicLink(folder.resolve("two"), Path.of("new"));
    Path same = Files.createSymbolicLink(folder.resolve("same"), folder);
    for (Path trace : List.of(two, file, same.resolve("new"), same.resolve("two"))) {
      Outcome.of("smoke-batch", "--json", one.toString(), "--trace", trace.toString())
          .assertBadInput("--trace " + trace + " is also --json " + one);
    }
    assertEquals(List.of("one", "same", "two"), names());
  }

  @Test
  void anOutputMayReplaceTheInputAndAReportMayNot() throws IOException {
    Path in = Files.write(folder.resolve("in"), new byte[48]);
    String[] negate = {"run", "vector-neg", "--field=bls12_381_fp", "--in=" + in, "--out=" + in};
    Outcome.of(negate).assertOk();
    Outcome.of(Stream.concat(Stream.of(negate), Stream.of("--trace=" + in)).toArray(String[]::new))
        .assertBadInput("--trace " + in + " is also --");
    assertEquals(48, Files.size(in));
  }

  @ParameterizedTest
  @CsvSource({
    "smoke-batch, --field",
    "bench-kernels, --field",
    "bench-host-data, --field",
    "doctor, --field",
    "bench-persistent, --elements",
    "bench-batch-pipelined, --jobs"
  })
  void aListHasSomethingInIt(String command, String option) {
    for (String value : List.of(",", ",,")) {
      Outcome.of(command, option, value)
          .assertBadInput(option + " has nothing in its list; see fieldstone " + command);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bench-host-data", "bench-persistent", "run"})
  void aStrategyThatNoKernelHasIsRefusedAlsoWhereNoneIsUsed(String command) throws IOException {
    Path in = Files.write(folder.resolve("in"), new byte[48]);
    Path out = folder.resolve("out");
    List<String> args =
        command.equals("run")
            ? List.of(
                "run",
                "vector-add",
                "--field=bls12_381_fp",
                "--in=" + in,
                "--in=" + in,
                "--out=" + out)
            : List.of(command);
    Outcome.with("GPU_STRATEGY", "foo", args.toArray(String[]::new))
        .assertBadInput("GPU_STRATEGY=foo is no strategy", "portable, wide, columns, float64");
    assertEquals(List.of("in"), names());
  }

  /** Where standard output is JSON, it is nothing else. */
  @ParameterizedTest
  @CsvSource({
    "smoke-batch --field=mersenne31 --elements=2 --jobs=1 --json, comparisons made",
    "bench-host-data --field=mersenne31 --elements=8 --json, ns per element",
    "trace batch --elements=8 --jobs=1 --out, batch",
    "smoke-batch --field=mersenne31 --elements=2 --jobs=1 --trace, comparisons made"
  })
  @EnabledOnOs(OS.LINUX)
  void standardOutputIsJsonOrText(String command, String text) throws Exception {
    Outcome outcome =
        ChildProcess.run(
            folder,
            ChildProcess.java(List.of(), (command + " /dev/stdout").split(" ")),
            Outcome.environment());
    assertEquals(0, outcome.exitCode(), outcome.err());
    Map<String, Object> json = JSON.std.mapFrom(outcome.out());
    assertFalse(json.isEmpty());
    assertTrue(outcome.err().contains(text), outcome.err());
  }
}
