// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import static io.fieldstone.app.performance.page.Chapter.format;
import static io.fieldstone.app.performance.page.Chapter.gigabytes;

import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Names;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.performance.draw.BarChart;
import io.fieldstone.app.performance.draw.Quantity;
import io.fieldstone.app.report.Trace;
import io.fieldstone.app.report.TracePicture;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chapters about what the device does. */
final class DeviceChapters {

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double P99 = 0.99;

  private DeviceChapters() {}

  static List<Block> timeline(Report report) {
    if (report.timeline().isEmpty()) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    long all = 0;
    for (Stage stage : Stage.values()) {
      List<StageTime> times =
          report.timeline().stream().filter(time -> time.stage() == stage).toList();
      long sum = times.stream().mapToLong(time -> time.endNanos() - time.beginNanos()).sum();
      all += sum;
      if (!times.isEmpty()) {
        rows.add(
            List.of(
                stage.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                Integer.toString(times.size()),
                format("%.0f", sum / NANOS_PER_MICRO)));
      }
    }
    long begin = report.timeline().stream().mapToLong(StageTime::beginNanos).min().orElse(0);
    long end = report.timeline().stream().mapToLong(StageTime::endNanos).max().orElse(0);
    return List.of(
        new Block.Heading("Timeline of a pipelined batch"),
        new Block.Figure(
            "timeline",
            format(
                "Stages that take %.0f us one after the other are done in %.0f us: on average %.1f"
                    + " run at a time.",
                all / NANOS_PER_MICRO,
                (end - begin) / NANOS_PER_MICRO,
                (double) all / Math.max(1, end - begin)),
            TracePicture.svg(Trace.of(report.timeline()), "4 jobs of 64K elements")),
        new Block.Grid(
            "Stages of 4 jobs of 65536 elements from Java arrays",
            List.of("stage", "times", "us in all"),
            rows));
  }

  static List<Block> calls(Report report) {
    List<Measurement> all = report.of(Section.CALLS);
    if (all.isEmpty()) {
      return List.of();
    }
    Optional<Measurement> dispatch = first(all, "each of 64 dispatches");
    Optional<Measurement> program = first(all, "each of 64 in a program");
    List<Block> blocks = new ArrayList<>();
    if (dispatch.isPresent() && program.isPresent()) {
      blocks.add(
          new Block.Paragraph(
              format(
                  "A product of 64 elements costs %.1f us in a chain of 64 dispatches and %.1f us in"
                      + " a recorded program of them.",
                  dispatch.get().microsEach(), program.get().microsEach())));
    }
    blocks.add(
        Chapter.grid(
            "What calls cost, microseconds of each",
            all,
            List.of("call", "elements", "runs", "median", "99%"),
            List.of(
                Measurement::what,
                each -> Long.toString(each.elements()),
                each -> Integer.toString(each.samples().count()),
                each -> format("%.2f", each.microsEach()),
                each ->
                    format(
                        "%.2f",
                        each.samples().quantileNanos(P99) / NANOS_PER_MICRO / each.count()))));
    return blocks;
  }

  private static Optional<Measurement> first(List<Measurement> all, String what) {
    return all.stream().filter(each -> each.what().equals(what)).findFirst();
  }

  static List<Block> strategies(Report report) {
    List<Measurement> all = report.of(Section.STRATEGIES);
    if (all.isEmpty()) {
      return List.of();
    }
    BarChart chart = new BarChart("products a second");
    for (Measurement each : all) {
      String[] parts = each.what().split(", ", 2);
      chart.bar(
          parts[0].equals("sqr-chain") ? "squares" : "products",
          parts[1],
          each.bestElementsPerSecond());
    }
    return List.of(
        new Block.Figure("strategies", Advice.strategy(report), chart.svg("strategies")),
        Chapter.grid(
            "A hundred products for each element of bls12_381_fr, in registers, fastest runs",
            all,
            List.of("kernel, strategy", "elements", "ns a product", "products a second"),
            List.of(
                Measurement::what,
                each -> Long.toString(each.elements()),
                each -> format("%.3f", 1e9 / each.bestElementsPerSecond()),
                each -> Quantity.of(each.bestElementsPerSecond()))));
  }

  static List<Block> hostData(Report report) {
    List<Measurement> all = report.of(Section.HOST_DATA);
    return all.isEmpty()
        ? List.of()
        : List.of(
            new Block.Paragraph(
                "Java arrays, buffers and files into host vectors (in) and out of them, on all"
                    + " cores. What goes in is checked to be below the modulus."),
            Chapter.grid(
                "Copies of bls12_381_fr, medians",
                all,
                List.of("copy", "ns an element", "GB/s"),
                List.of(
                    Measurement::what,
                    each -> format("%.2f", 1e9 / each.elementsPerSecond()),
                    each -> gigabytes(each.bytes() / each.millis() * 1e3))));
  }

  static List<Block> ceilings(Report report) {
    List<Measurement> all = report.of(Section.CEILINGS);
    return all.isEmpty()
        ? List.of()
        : List.of(
            new Block.Paragraph(
                "Measured in the same run, for all that other figures are held against."),
            Chapter.grid(
                "Fastest runs",
                all,
                List.of("what", "MB", "GB/s"),
                List.of(
                    each ->
                        each.what().equals(Names.COPY)
                            ? each.what() + ", read and write"
                            : each.what(),
                    each -> format("%.1f", each.bytes() / 1e6),
                    each -> gigabytes(each.bytesPerSecond()))));
  }
}
