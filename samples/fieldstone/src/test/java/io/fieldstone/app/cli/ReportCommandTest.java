// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.performance.SomeReport;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.ReportJson;
import io.fieldstone.app.performance.page.ReportFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir Path folder;

  private String before = "";
  private String same = "";
  private String slower = "";

  @BeforeEach
  void write() throws IOException {
    before = write("before.json", SomeReport.of(1));
    same = write("same.json", SomeReport.of(2));
    slower = write("slower.json", SomeReport.of(3, 1.2, each -> true));
  }

  private String write(String name, Report report) throws IOException {
    return Files.writeString(folder.resolve(name), ReportJson.text(report)).toString();
  }

  @Test
  void twoRunsOfTheSameBuildAreTheSame() {
    Outcome outcome =
        Outcome.of("report", "--compare", before, same, "--fail-on-regression").assertOk();
    assertTrue(outcome.out().startsWith("No change beyond noise, of "), outcome.out());
  }

  @Test
  void aPageIsMadeAgainOfItsFile() throws IOException {
    Path out = folder.resolve("again");
    Outcome.of("report", "--from", before, "--out", out.toString()).assertOk();
    // the file, which a page of fewer runs would replace, stays what it is
    assertFalse(Files.exists(out.resolve("report.json")));
    assertTrue(Files.readString(out.resolve("report.md")).startsWith("# Fieldstone on "));
    assertTrue(Files.exists(out.resolve("report.html")));
    Outcome.of("report", "--from", slower, "--compare", before, same)
        .assertBadInput("--from and --compare are two things");
    Outcome.of("report", "--from", folder.resolve("none").toString()).assertBadInput("cannot read");
  }

  @Test
  void aRegressionFailsOnlyWhenAsked() {
    Outcome.of("report", "--compare", before, slower).assertOk();
    Outcome asked = Outcome.of("report", "--compare", before, slower, "--fail-on-regression");
    assertEquals(1, asked.exitCode());
    assertEquals("", asked.err());
    assertTrue(asked.out().contains("slower: "), asked.out());
    Outcome.of("report", "--compare", before, slower, "--fail-on-regression", "--tolerance", "50")
        .assertOk();
  }

  @Test
  void comparisonsAreWrittenWhereTheyAreWanted() throws IOException {
    Path out = folder.resolve("out");
    Path json = folder.resolve("changes.json");
    Outcome.of(
            "report",
            "--compare",
            before,
            slower,
            "--out",
            out.toString(),
            "--json",
            json.toString())
        .assertOk();
    assertTrue(Files.readString(out.resolve("compare.html")).contains("slower"));
    assertTrue(Files.exists(out.resolve("charts/changes.svg")));
    assertTrue(Files.readString(json).contains("\"slower\" : true"));
  }

  @Test
  void optionsWithoutAnEffectAreRefused() {
    for (List<String> none :
        List.of(
            List.of("--quick"), List.of("--only", "latency"), List.of("--device", "llvmpipe"))) {
      List<String> made = new ArrayList<>(List.of("report", "--from", before));
      made.addAll(none);
      Outcome.of(made.toArray(String[]::new))
          .assertBadInput(none.get(0) + " is about measuring, and --from measures nothing");
      List<String> compared = new ArrayList<>(List.of("report", "--compare", before, same));
      compared.addAll(none);
      Outcome.of(compared.toArray(String[]::new))
          .assertBadInput(none.get(0) + " is about measuring, and --compare measures nothing");
    }
    Outcome.of("report", "--from", before, "--tolerance", "10")
        .assertBadInput("--tolerance is about a comparison; name two files with --compare");
    Outcome.of("report", "--tolerance", "10")
        .assertBadInput("--tolerance is about a comparison; name two files with --compare");
  }

  @Test
  void twoReportsAreNotWrittenIntoOneFolder() throws IOException {
    Path out = folder.resolve("out");
    try (ReportFolder other = ReportFolder.create(out)) {
      String refusal = "another fieldstone is writing in " + out + "; wait for its end";
      Outcome.of("report", "--from", before, "--out", out.toString()).assertBadInput(refusal);
      Outcome.of("report", "--quick", "--out", out.toString()).assertBadInput(refusal);
      Outcome.of("report", "--compare", before, same, "--out", out.toString())
          .assertBadInput(refusal);
      assertEquals(out, other.path());
    }
    Outcome.of("report", "--from", before, "--out", out.toString()).assertOk();
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of("charts", "report.html", "report.md"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void badInputIsOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Outcome.of("report", "--out", file.toString()).assertBadInput("is no folder");
    Outcome.of("report", "--fail-on-regression").assertBadInput("--compare");
    Outcome.of("report", "--only", "speed").assertBadInput("speed", "latency");
    Outcome.of("report", "--compare", before).assertBadInput("--compare");
    Outcome.of("report", "--compare", before, file.toString())
        .assertBadInput("is no report of this version");
    Outcome.of("report", "--compare", before, folder.resolve("none").toString())
        .assertBadInput("cannot read");
    Outcome.of("report", "--compare", before, same, "--tolerance", "0")
        .assertBadInput("--tolerance");
  }
}
