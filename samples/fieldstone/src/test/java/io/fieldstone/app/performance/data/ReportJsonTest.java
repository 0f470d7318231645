// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.performance.SomeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsRead() throws IOException {
    Report report = SomeReport.of(1);
    Path file = Files.writeString(folder.resolve("report.json"), ReportJson.text(report));
    Report read = ReportJson.read(file);
    assertEquals(report.facts(), read.facts());
    assertEquals(report.timeline(), read.timeline());
    assertEquals(report.measurements().size(), read.measurements().size());
    for (int i = 0; i < report.measurements().size(); i++) {
      Measurement before = report.measurements().get(i);
      Measurement after = read.measurements().get(i);
      assertEquals(before.key(), after.key());
      assertEquals(before.bytes(), after.bytes());
      assertArrayEquals(before.samples().nanos(), after.samples().nanos());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "[]",
        "{}",
        "{\"form\":\"fieldstone-report-0\"}",
        "{\"form\":\"fieldstone-report-1\"}",
        "{\"form\":\"fieldstone-report-1\",\"facts\":{},\"missing\":[],\"timeline\":[],"
            + "\"measurements\":[{\"section\":\"nothing\"}]}",
        "{\"form\":\"fieldstone-report-1\",\"facts\":{},\"missing\":[],\"timeline\":[],"
            + "\"measurements\":[{\"section\":\"cpu\",\"what\":\"x\",\"elements\":1,\"count\":1,"
            + "\"bytes\":0,\"nanos\":[]}]}"
      })
  void whatIsNoReportIsNamed(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("some.json"), text);
    String message =
        String.valueOf(
            assertThrows(BadInputException.class, () -> ReportJson.read(file)).getMessage());
    assertTrue(message.contains("some.json is no report of this version"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e999", "9223372036854775807", "0.5", "\"x\"", "null"})
  void timesThatNoRunTakesAreNone(String nanos) throws IOException {
    String text =
        ReportJson.text(SomeReport.of(1)).replaceAll("(\"nanos\" ?: ?\\[ *)\\d+", "$1" + nanos);
    Path file = Files.writeString(folder.resolve("report.json"), text);
    assertThrows(BadInputException.class, () -> ReportJson.read(file));
  }

  @Test
  void controlCharactersOfFactsAndNamesAreSpaces() throws IOException {
    String text =
        ReportJson.text(SomeReport.of(1))
            .replace("driver 1.0", "driver\\n\\u001b[31m1.0")
            .replace("vector-add", "vector\\nadd");
    Report report = ReportJson.read(Files.writeString(folder.resolve("report.json"), text));
    assertEquals("driver [31m1.0", report.fact(Report.DRIVER));
    assertTrue(report.measurements().stream().anyMatch(each -> each.what().equals("vector add")));
    assertTrue(
        report.measurements().stream()
            .noneMatch(each -> each.what().chars().anyMatch(Character::isISOControl)));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String message =
        String.valueOf(
            assertThrows(
                    BadInputException.class, () -> ReportJson.read(folder.resolve("none.json")))
                .getMessage());
    assertTrue(message.startsWith("cannot read "), message);
  }
}
