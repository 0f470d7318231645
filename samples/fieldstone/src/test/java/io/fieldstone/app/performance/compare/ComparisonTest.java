// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.performance.SomeReport;
import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final double TOLERANCE = 0.1;

  @Test
  void twoRunsOfTheSameAreTheSame() {
    long changed =
        IntStream.range(0, 100)
            .mapToObj(
                i -> Comparison.of(SomeReport.of(2L * i), SomeReport.of(2L * i + 1), TOLERANCE))
            .filter(comparison -> comparison.isSlower() || comparison.isFaster())
            .count();
    assertTrue(changed <= 1, changed + " of 100");
  }

  @Test
  void aSlowdownOfOneRowIsFound() {
    for (int i = 0; i < 20; i++) {
      Report slow = SomeReport.of(2L * i + 1, 1.2, each -> each.section() == Section.STRATEGIES);
      Comparison comparison = Comparison.of(SomeReport.of(2L * i), slow, TOLERANCE);
      assertTrue(comparison.isSlower());
      assertFalse(comparison.isFaster());
      assertTrue(
          comparison.with(Change.Verdict.SLOWER).stream()
              .map(Change::before)
              .map(Measurement::section)
              .allMatch(section -> section == Section.STRATEGIES));
      assertTrue(comparison.sentence().contains("slower"), comparison.sentence());
    }
  }

  @Test
  void aSlowdownOfEverythingIsFound() {
    Comparison comparison =
        Comparison.of(SomeReport.of(1), SomeReport.of(2, 1.2, each -> true), TOLERANCE);
    assertEquals(1.2, comparison.overall().middle(), 0.02);
    assertTrue(comparison.overall().low() > 1.1);
    assertTrue(comparison.isSlower());
  }

  @Test
  void whatBecameFasterIsNoRegression() {
    Comparison comparison =
        Comparison.of(SomeReport.of(2, 1.3, each -> true), SomeReport.of(1), TOLERANCE);
    assertTrue(comparison.isFaster());
    assertFalse(comparison.isSlower());
  }

  @Test
  void otherMachinesAndOtherRowsAreSaid() {
    Report report = SomeReport.of(1);
    Map<String, String> facts = new LinkedHashMap<>(report.facts());
    facts.put(Report.DRIVER, "driver 2.0");
    List<Measurement> fewer = new ArrayList<>(report.measurements());
    String key = fewer.remove(0).key();
    Comparison comparison =
        Comparison.of(report, new Report(facts, fewer, List.of(), List.of()), TOLERANCE);
    assertEquals(
        List.of("driver differs: driver 1.0 before, driver 2.0 after"), comparison.remarks());
    assertEquals(List.of("only before: " + key), comparison.onlyOne());
    assertFalse(comparison.isSlower());
  }

  @Test
  void onABusyMachineMoreIsNoise() {
    Report slow = SomeReport.of(2, 1.4, each -> true);
    Map<String, String> facts = new LinkedHashMap<>(slow.facts());
    facts.put(Report.OTHERS, "50% of the processors");
    Comparison comparison =
        Comparison.of(
            SomeReport.of(1),
            new Report(facts, slow.measurements(), List.of(), List.of()),
            TOLERANCE);
    assertFalse(comparison.isSlower());
    assertEquals(
        List.of("the machine was busy with other work after, 50%: changes below 100% do not count"),
        comparison.remarks());
  }

  @Test
  void aSingleRunProvesNothing() {
    Report report = SomeReport.of(1);
    List<Measurement> single =
        report.measurements().stream()
            .map(
                each ->
                    new Measurement(
                        each.section(),
                        each.what(),
                        each.elements(),
                        each.count(),
                        each.bytes(),
                        each.samples().thinned(1)))
            .toList();
    Report other = new Report(report.facts(), single, List.of(), List.of());
    assertEquals(List.of(), Comparison.of(report, other, TOLERANCE).with(Change.Verdict.SLOWER));
  }
}
