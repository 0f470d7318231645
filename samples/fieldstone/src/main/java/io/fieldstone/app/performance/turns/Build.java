// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.turns;

import static java.util.Objects.requireNonNull;

import io.fieldstone.app.bench.WrongResultException;
import io.fieldstone.app.files.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A build of Fieldstone that runs in a process of its own and does what it is told. Not
 * thread-safe; closing it ends the process.
 */
final class Build implements AutoCloseable {

  private static final String JAR = "samples/fieldstone/target/fieldstone.jar";
  private static final int UNSAFE_WARNS_FROM = 24;
  private static final long PATIENCE_SECONDS = 10;

  private final Path name;
  private final Process process;
  private final BufferedReader from;
  private final PrintWriter to;
  private final List<String> names = new ArrayList<>();

  private Build(Path name, Process process) {
    this.name = name;
    this.process = process;
    this.from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Returns the jar of a build.
   *
   * @param place the jar, or a checkout that was built
   * @throws BadInputException if there is none
   */
  static Path jar(Path place) {
    Path jar = Files.isDirectory(place) ? place.resolve(JAR) : place;
    if (!Files.isRegularFile(jar)) {
      throw new BadInputException(
          place
              + " is no build of Fieldstone; name a fieldstone.jar, or a checkout that was built");
    }
    return jar.toAbsolutePath();
  }

  /** Returns the command that starts a build. */
  static List<String> command(Path jar, List<String> device) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= UNSAFE_WARNS_FROM) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-jar", jar.toString(), "bench-turns"));
    command.addAll(device);
    return command;
  }

  /**
   * Starts a build, and waits until it is ready.
   *
   * @param name what messages call it
   * @throws BadInputException if it does not get ready
   */
  static Build start(Path name, List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Build build = new Build(name, process);
    try {
      for (String row = build.line(); !row.isEmpty(); row = build.line()) {
        build.names.add(row);
      }
      return build;
    } catch (RuntimeException e) {
      build.close();
      throw e;
    }
  }

  private String line() {
    try {
      @Nullable String line = from.readLine();
      if (line == null) {
        throw new BadInputException(
            name
                + " has ended instead of being measured; see above, and name a build that has"
                + " bench-builds");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what it can run. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Runs something for some milliseconds, and returns the median of its runs in nanoseconds. */
  double nanos(int row, int millis) {
    to.println(row + " " + millis);
    return Double.parseDouble(line());
  }

  /** Has it check its results. */
  void check() {
    to.println(TurnServer.CHECK);
    String said = requireNonNull(line());
    if (!said.equals(TurnServer.RIGHT)) {
      throw new WrongResultException(name + ": " + said);
    }
  }

  @Override
  public void close() {
    to.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
