// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.performance.page.ReportPage;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.error.MissingFeatureException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {

  private static final Pace HASTY =
      new Pace(
          "hastily",
          Duration.ofMillis(5),
          Duration.ofMillis(1),
          100,
          1 << 10,
          List.of(new Pace.BatchSize(1 << 10, 2), new Pace.BatchSize(1 << 12, 3)),
          3,
          List.of(64, 1 << 12),
          List.of(1 << 12, 1 << 13),
          1 << 14,
          1 << 10,
          List.of(5),
          1 << 10);

  @TempDir Path cache;

  private Measuring measuring(Section... sections) {
    BackendOptions options =
        BackendOptions.fromEnvironment().withCacheDirectory(cache).withValidation(true);
    return Measuring.prepare(options, cpu -> HASTY, EnumSet.copyOf(List.of(sections)), "1.2.3");
  }

  @Test
  void sectionsThatAreNotWantedAreLeftOutAndSaidToBe() {
    Report report = measuring(Section.LATENCY, Section.CPU).run(soFar -> {});
    assertFalse(report.of(Section.LATENCY).isEmpty());
    assertFalse(report.of(Section.CPU).isEmpty());
    assertTrue(report.of(Section.PATHS).isEmpty());
    assertTrue(report.timeline().isEmpty());
    assertEquals(List.of("10 of 12 sections: left out by --only"), report.missing());
    assertFalse(ReportPage.blocks(report).isEmpty());
  }

  @Test
  void everythingIsMeasuredAndHandedOverAfterEachSection() {
    List<Report> soFar = new ArrayList<>();
    Report report = measuring(Section.values()).run(soFar::add);
    assertEquals(List.of(), report.missing());
    for (Section section : Section.values()) {
      assertFalse(report.of(section).isEmpty(), section.title());
    }
    assertFalse(report.timeline().isEmpty());
    assertEquals("1.2.3", report.fact(Report.VERSION));
    assertFalse(report.fact(Report.STRATEGY).isEmpty());

    assertEquals(Section.values().length + 1, soFar.size());
    for (int i = 0; i < soFar.size(); i++) {
      assertEquals(Section.values().length - i, soFar.get(i).missing().size());
      assertFalse(ReportPage.blocks(soFar.get(i)).isEmpty());
    }
    assertEquals(
        report.measurements().stream().distinct().count(),
        report.measurements().stream().map(each -> each.key()).distinct().count());
  }

  @Test
  void whatTheDeviceCannotIsMissingAndTheRestGoesOn() {
    Measuring measuring = measuring(Section.values());
    measuring.measure(
        new Step(
            Section.CEILINGS,
            "ceilings",
            1,
            to -> {
              throw new MissingFeatureException("no timestamps");
            }));
    assertTrue(
        measuring.report().missing().contains("Ceilings of the device: no timestamps"),
        measuring.report().missing().toString());
  }
}
