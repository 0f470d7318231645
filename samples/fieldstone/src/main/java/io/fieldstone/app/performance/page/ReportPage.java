// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a report says, from top to bottom. */
public final class ReportPage {

  private ReportPage() {}

  /** Returns the title. */
  public static String title(Report report) {
    return "Fieldstone on " + report.fact(Report.DEVICE);
  }

  /** Returns everything below the title. */
  public static List<Block> blocks(Report report) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Finite-field arithmetic by Fieldstone, measured on this machine, with every result checked"
                + " against BigInteger. Other load on the machine slows what is measured: compare only"
                + " reports of quiet machines."));
    if (!report.missing().isEmpty()) {
      blocks.add(new Block.Paragraph("This report is not complete. Missing:"));
      blocks.add(new Block.Items(report.missing()));
    }
    List<String> advice = Advice.of(report);
    if (!advice.isEmpty()) {
      blocks.add(new Block.Heading("What follows for this machine"));
      blocks.add(new Block.Items(advice));
    }
    blocks.add(new Block.Heading("Machine and method"));
    List<List<String>> facts = new ArrayList<>();
    for (Map.Entry<String, String> fact : report.facts().entrySet()) {
      facts.add(List.of(fact.getKey(), fact.getValue()));
    }
    blocks.add(new Block.Grid("Where and how it was measured", List.of("what", "value"), facts));
    blocks.add(
        new Block.Paragraph(
            "Host times are of System.nanoTime around the call, after a warm-up. Kernels on vectors"
                + " that are on the device are timed by its own clock. Medians are of host times,"
                + " fastest runs of device times. Figures of the original are those of the report"
                + " that this project began with: BLS12-381 Fp additions by a program in Rust, on a laptop"
                + " with an Intel i7-9750H."));
    for (Section section : Section.values()) {
      List<Block> chapter = chapter(section, report);
      if (!chapter.isEmpty()) {
        blocks.add(new Block.Heading(section.title()));
        blocks.addAll(chapter);
      }
      if (section == Section.BATCHES) {
        blocks.addAll(DeviceChapters.timeline(report));
      }
    }
    return blocks;
  }

  private static List<Block> chapter(Section section, Report report) {
    return switch (section) {
      case PERSISTENT -> HostChapters.persistent(report);
      case BATCHES -> HostChapters.batches(report);
      case PATHS -> HostChapters.paths(report);
      case LATENCY -> HostChapters.latency(report);
      case CHUNKS -> HostChapters.chunks(report);
      case CALLS -> DeviceChapters.calls(report);
      case OPERATIONS -> Roofline.of(report);
      case STRATEGIES -> DeviceChapters.strategies(report);
      case TRANSFORMS -> TransformsChapter.of(report);
      case HOST_DATA -> DeviceChapters.hostData(report);
      case CEILINGS -> DeviceChapters.ceilings(report);
      case CPU -> CpuChapter.of(report);
    };
  }
}
