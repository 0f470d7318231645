// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import static io.fieldstone.app.performance.page.Chapter.format;

import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Names;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.performance.draw.BarChart;
import io.fieldstone.app.performance.draw.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chapter that holds transforms against what memory and multiplier allow. */
final class TransformsChapter {

  /** What is drawn: the order that needs no memory beside the vector. */
  private static final String DRAWN = "NR";

  private static final double LEAST = 1e-2;

  /**
   * A transform beside its floors.
   *
   * @param field the name of its field
   * @param way its orders, and whether it is of host memory
   * @param time how long it took
   * @param memory what memory alone would take, or the bus
   * @param multiplier what its products alone would take
   */
  private record Row(
      String field,
      String way,
      Measurement time,
      Optional<Measurement> memory,
      Optional<Measurement> multiplier) {

    static Row of(Report report, Measurement time) {
      String[] words = time.what().split(" ", 2);
      return new Row(
          words[0],
          words[1],
          time,
          floor(
              report,
              words[0]
                  + (words[1].startsWith(Names.OF_HOST) ? Names.BUS_ALONE : Names.MEMORY_ALONE),
              time),
          floor(report, words[0] + Names.MULTIPLIER_ALONE, time));
    }

    private static Optional<Measurement> floor(Report report, String what, Measurement time) {
      return report.find(Section.TRANSFORMS, what, time.elements(), time.count());
    }

    /** Returns the part of the time that a floor is. */
    String part(Optional<Measurement> floor) {
      return floor.map(each -> format("%.3f", each.microsEach() / time.microsEach())).orElse("");
    }

    List<String> cells() {
      return List.of(
          time.what(),
          Long.toString(time.elements()),
          format("%.1f", time.microsEach()),
          part(memory),
          part(multiplier));
    }

    String spoken() {
      return format(
          "%s elements of %s in %s ms%s",
          Quantity.elements(time.elements()),
          field,
          Chapter.millis(time.millis()),
          memory.isEmpty() || multiplier.isEmpty()
              ? ""
              : format(
                  "; memory alone would take %s of that time, and the multiplier %s",
                  part(memory), part(multiplier)));
    }
  }

  private TransformsChapter() {}

  static List<Block> of(Report report) {
    List<Row> rows =
        report.of(Section.TRANSFORMS).stream()
            .filter(each -> each.what().contains(" ") && !each.what().contains(", "))
            .map(each -> Row.of(report, each))
            .toList();
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "N is natural order and R bit-reversed order, of what is read and then of what is"
                + " written, and host is from host memory to host memory. Memory alone would copy"
                + " all elements in each pass, and of host the bus alone would copy them there and"
                + " back. The multiplier alone would make as many products in registers."));
    Map<String, Row> longest = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.way().equals(DRAWN))
        .forEach(
            row ->
                longest.merge(
                    row.field(),
                    row,
                    (one, other) -> one.time().elements() < other.time().elements() ? other : one));
    if (!longest.isEmpty()) {
      blocks.add(figure(List.copyOf(longest.values())));
    }
    blocks.add(
        new Block.Grid(
            "Medians of transforms, and the parts of them that memory, or the bus, and multiplier"
                + " alone would take",
            List.of("transform", "elements", "us", "memory's part", "multiplier's part"),
            rows.stream().map(Row::cells).toList()));
    return blocks;
  }

  private static Block figure(List<Row> rows) {
    BarChart chart = new BarChart("microseconds").logarithmic(LEAST);
    List<String> sentences = new ArrayList<>();
    for (Row row : rows) {
      String group = row.field() + ", " + Quantity.elements(row.time().elements());
      chart.bar("transform, " + DRAWN, group, row.time().microsEach());
      row.memory().ifPresent(each -> chart.bar("memory alone", group, each.microsEach()));
      row.multiplier().ifPresent(each -> chart.bar("multiplier alone", group, each.microsEach()));
      sentences.add(row.spoken());
    }
    return new Block.Figure(
        "transforms",
        "From natural to reversed order: " + String.join("; ", sentences) + ".",
        chart.svg("transforms"));
  }
}
