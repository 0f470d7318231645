// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report leaves in its folder that a signal ends. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class ReportSignalsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void whatWasMeasuredStaysAndNothingElse(String signal, int exitCode) throws Exception {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(
                ChildProcess.java(
                    List.of(),
                    "report",
                    "--quick",
                    "--only",
                    "latency,operations",
                    "--out",
                    out.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    if (OS.LINUX.isCurrentOs()) {
      // what is ignored here, as in the background of a script, would be so there
      builder.command().addAll(0, List.of("env", "--default-signal=INT,TERM"));
    }
    builder.environment().putAll(Outcome.environment());
    Process report = builder.start();
    try {
      while (!Files.exists(out.resolve("report.md"))) { // of before anything is measured
        assertTrue(report.isAlive(), () -> said());
        Thread.sleep(10);
      }
      assertTrue(names(out).contains(".fieldstone.lock"));
      assertEquals(
          0,
          new ProcessBuilder("kill", "-s", signal, Long.toString(report.pid())).start().waitFor());
      assertEquals(exitCode, report.waitFor(), () -> said());
    } finally {
      report.destroyForcibly().waitFor();
    }
    assertEquals(List.of("charts", "report.html", "report.json", "report.md"), names(out));
    assertEquals(List.of(), names(out.resolve("charts")));
    assertEquals("", said());
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
