// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;

import io.fieldstone.app.bench.WrongResultException;
import io.fieldstone.app.files.NewFile;
import io.fieldstone.app.report.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command's results go: standard output, and a file if one is wanted. */
final class Output {

  private Output() {}

  /** Prints to the standard output of a command that picocli runs, and so has given its spec. */
  static void print(@Nullable CommandSpec spec, Object text) {
    CommandLine line = requireNonNull(spec).commandLine();
    PrintWriter out = line.getOut();
    out.print(Colours.of(text.toString(), line.getColorScheme().ansi()));
    out.flush();
  }

  static void println(@Nullable CommandSpec spec, String line) {
    print(spec, line + System.lineSeparator());
  }

  /** Work that ends with an exit code and a text for the {@code --json} file. */
  interface Work {
    /** Does the work, giving the JSON text to {@code json} before it returns. */
    int run(Consumer<String> json);
  }

  /**
   * Runs work whose JSON goes to {@code file}, which is known to be writable before the work starts
   * and appears whole or not at all.
   */
  static int withJson(@Nullable Path file, Work work) {
    if (file == null) {
      return work.run(json -> {});
    }
    try (NewFile out = NewFile.create(file)) {
      return work.run(
          json -> {
            out.write(json);
            out.publish();
          });
    }
  }

  /**
   * Runs a bench, whose result goes to {@code json} and to standard output; a wrong result ends it.
   *
   * @return the exit code
   */
  static <R> int bench(
      @Nullable CommandSpec spec,
      @Nullable Path json,
      Supplier<R> bench,
      Function<R, Map<String, ?>> toJson,
      Function<R, String> toText) {
    return withJson(
        json,
        out -> {
          R result;
          try {
            result = bench.get();
          } catch (WrongResultException e) {
            println(spec, "FAILED: " + e.getMessage());
            return ExitCodes.MISMATCH;
          }
          out.accept(Json.text(toJson.apply(result)));
          print(spec, toText.apply(result));
          return ExitCodes.OK;
        });
  }
}
