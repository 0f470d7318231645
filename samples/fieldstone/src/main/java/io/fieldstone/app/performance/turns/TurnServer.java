// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.turns;

import io.fieldstone.app.bench.Samples;
import io.fieldstone.app.bench.TurnRows;
import io.fieldstone.app.bench.WrongResultException;
import io.fieldstone.app.files.BadInputException;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * The side of a build that is measured in turns: it names its rows, a line each, and an empty line;
 * then answers every line {@code ROW MILLISECONDS} with the nanoseconds of a run, their median, and
 * {@code check} with {@code right} or what is wrong.
 */
public final class TurnServer {

  /** What is answered if all results are right. */
  static final String RIGHT = "right";

  /** What asks for them to be checked. */
  static final String CHECK = "check";

  private TurnServer() {}

  /** Serves until there are no more lines. */
  public static void serve(BackendOptions options, BufferedReader in, PrintWriter out) {
    try (PersistentBackend gpu = PersistentBackend.open(options);
        TurnRows rows = new TurnRows(gpu)) {
      rows.names().forEach(out::println);
      out.println();
      out.flush();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(line.equals(CHECK) ? check(rows) : run(rows, line));
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String check(TurnRows rows) {
    try {
      rows.check();
      return RIGHT;
    } catch (WrongResultException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String run(TurnRows rows, String line) {
    String[] words = line.split(" ", -1);
    boolean turn =
        words.length == 2 && words[0].matches("\\d{1,4}") && words[1].matches("\\d{1,6}");
    if (!turn || Integer.parseInt(words[0]) >= rows.names().size()) {
      throw new BadInputException("'" + line + "' is no turn; bench-builds says what to run");
    }
    Samples samples =
        rows.run(Integer.parseInt(words[0]), Duration.ofMillis(Long.parseLong(words[1])));
    return Long.toString(Math.round(samples.medianNanos()));
  }
}
