// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.turns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.bench.WrongResultException;
import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.report.Progress;
import io.fieldstone.runtime.BackendOptions;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {

  /** Says what it is told to say; a process as a build is one. */
  private static final String FAKE =
      """
      public class Fake {
        public static void main(String[] a) throws java.io.IOException {
          System.out.print(a[0]);
          if (!a[0].endsWith("\\n\\n")) {
            System.exit(2);
          }
          var in = new java.io.BufferedReader(new java.io.InputStreamReader(System.in));
          for (var line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.equals("check") ? a[2] : a[1]);
          }
        }
      }
      """;

  @TempDir Path folder;

  private Build fake(String rows, int nanos, String check) {
    try {
      Path source = Files.writeString(folder.resolve("Fake.java"), FAKE);
      return Build.start(
          source,
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              source.toString(),
              rows,
              Integer.toString(nanos),
              check));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Turns turns(int rounds, Build... builds) {
    return Turns.measure(() -> builds[0], () -> builds[1], rounds, Progress.none());
  }

  @Test
  void turnsAreOfTheSameWorkInBothBuilds() {
    Turns turns = turns(1, fake("a\nb\n\n", 100, "right"), fake("a\nb\n\n", 125, "right"));
    assertEquals(List.of("a", "b"), turns.rows().stream().map(Turns.Row::name).toList());
    assertEquals(1, turns.rounds());
    for (Turns.Row row : turns.rows()) {
      assertEquals(List.of(1.25), row.ratios());
      assertEquals(125, row.nanos());
    }
    assertEquals(1.5, turns.slower(0.2).rows().get(1).ratios().get(0), 1e-9);
  }

  @Test
  void buildsThatCannotBeComparedAreRefused() {
    BadInputException other =
        assertThrows(
            BadInputException.class,
            () -> turns(1, fake("a\n\n", 1, "right"), fake("b\n\n", 1, "right")));
    assertTrue(other.toString().contains("do not measure the same"), other.toString());
    BadInputException ended =
        assertThrows(BadInputException.class, () -> fake("a\n", 1, "right").close());
    assertTrue(ended.toString().contains("has ended"), ended.toString());
    WrongResultException wrong =
        assertThrows(
            WrongResultException.class,
            () -> turns(1, fake("a\n\n", 1, "right"), fake("a\n\n", 1, "element 3 is wrong")));
    assertTrue(wrong.toString().endsWith(": element 3 is wrong"), wrong.toString());
  }

  private static List<String> served(String asked) {
    StringWriter said = new StringWriter();
    TurnServer.serve(
        BackendOptions.fromEnvironment(System.getenv()),
        new BufferedReader(new StringReader(asked)),
        new PrintWriter(said));
    return said.toString().lines().toList();
  }

  @Test
  void aBuildNamesItsRowsAndRunsThem() {
    List<String> lines = served("0 1\n9 1\ncheck\n");
    int rows = lines.indexOf("");
    assertEquals(10, rows, lines.toString());
    assertEquals("job of 64, host vectors", lines.get(0));
    assertTrue(Long.parseLong(lines.get(rows + 1)) > 0);
    assertTrue(Long.parseLong(lines.get(rows + 2)) > 0);
    assertEquals(List.of("right"), lines.subList(rows + 3, lines.size()));
  }

  @Test
  void whatIsNoTurnIsSaid() {
    BadInputException e = assertThrows(BadInputException.class, () -> served("first\n"));
    assertEquals("'first' is no turn; bench-builds says what to run", e.getMessage());
    assertThrows(BadInputException.class, () -> served("99 1\n"));
  }
}
