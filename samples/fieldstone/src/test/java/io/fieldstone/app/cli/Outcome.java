// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What a command left behind, run in this process as the launcher runs it in its own. */
record Outcome(int exitCode, String out, String err) {

  private static final Path CACHE = newFolder();

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("fieldstone-test");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("cannot be removed: " + folder + ": " + e);
    }
  }

  /** The environment of tests: validation on, and caches that are nobody's. */
  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("FIELDSTONE_VALIDATION", "1");
    environment.put("XDG_CACHE_HOME", CACHE.toString());
    environment.put("LOCALAPPDATA", CACHE.toString());
    return environment;
  }

  static Outcome of(String... args) {
    return of(CommandLines.create(environment()), args);
  }

  static Outcome with(String variable, String value, String... args) {
    Map<String, String> environment = environment();
    environment.put(variable, value);
    return of(CommandLines.create(environment), args);
  }

  static Outcome of(CommandLine line, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = CommandLines.execute(line, args);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  Outcome assertOk() {
    assertEquals("", err);
    assertEquals(0, exitCode, out);
    return this;
  }

  /**
   * One line on standard error that holds all of {@code parts}, and the exit code for bad input.
   */
  void assertBadInput(String... parts) {
    assertErrorLine(2, parts);
  }

  void assertErrorLine(int expectedExitCode, String... parts) {
    assertTrue(err.startsWith("fieldstone: "), err);
    assertEquals(1, err.lines().count(), err);
    for (String part : parts) {
      assertTrue(err.contains(part), () -> "\"" + part + "\" is missing in: " + err);
    }
    assertEquals(expectedExitCode, exitCode, err);
  }
}
