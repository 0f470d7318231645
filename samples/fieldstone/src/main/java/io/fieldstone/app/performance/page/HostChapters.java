// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import static io.fieldstone.app.performance.page.Chapter.format;
import static io.fieldstone.app.performance.page.Chapter.millis;
import static io.fieldstone.app.performance.page.Chapter.ratio;

import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Names;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.performance.draw.BarChart;
import io.fieldstone.app.performance.draw.LineChart;
import io.fieldstone.app.performance.draw.LineChart.Point;
import io.fieldstone.app.performance.draw.LineChart.Scale;
import io.fieldstone.app.performance.draw.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Chapters about jobs over host data. */
final class HostChapters {

  private static final double PERCENT = 100;
  private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};
  private static final double NANOS_PER_MICRO = 1e3;

  private HostChapters() {}

  static List<Block> persistent(Report report) {
    BarChart chart = new BarChart("milliseconds a job").logarithmic(1e-3);
    List<List<String>> rows = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    for (Measurement oneShot : report.of(Section.PERSISTENT, Names.ONE_SHOT)) {
      long elements = oneShot.elements();
      Optional<Measurement> heap =
          report.find(Section.PERSISTENT, Names.PERSISTENT + Names.HEAP, elements, 1);
      Optional<Measurement> host =
          report.find(Section.PERSISTENT, Names.PERSISTENT + Names.HOST, elements, 1);
      if (heap.isEmpty() || host.isEmpty()) {
        continue;
      }
      String group = Quantity.elements(elements) + " elements";
      chart.bar("one-shot, heap arrays", group, oneShot.millis());
      chart.bar("persistent, heap arrays", group, heap.get().millis());
      chart.bar("persistent, host vectors", group, host.get().millis());
      chart.bar(Original.NAME + ", one-shot", group, Original.oneShot(elements));
      chart.bar(Original.NAME + ", persistent", group, Original.persistent(elements));
      double gain = oneShot.millis() / heap.get().millis();
      rows.add(
          List.of(
              Long.toString(elements),
              millis(oneShot.millis()),
              millis(heap.get().millis()),
              ratio(gain),
              millis(host.get().millis()),
              format(
                  "%.2f to %.2f ms, %s",
                  Original.oneShot(elements),
                  Original.persistent(elements),
                  ratio(Original.oneShot(elements) / Original.persistent(elements)))));
      sentences.add(
          format(
              "%s elements take %s ms on a backend that is open, and %s ms with one that is opened"
                  + " for them: %s.",
              Quantity.elements(elements),
              millis(heap.get().millis()),
              millis(oneShot.millis()),
              ratio(gain)));
    }
    return rows.isEmpty()
        ? List.of()
        : List.of(
            new Block.Figure("persistent", String.join(" ", sentences), chart.svg("persistent")),
            new Block.Grid(
                "One job of bls12_381_fp vector-add, milliseconds, medians",
                List.of(
                    "elements",
                    "one-shot, heap arrays",
                    "persistent, heap arrays",
                    "ratio",
                    "persistent, host vectors",
                    Original.NAME),
                rows));
  }

  static List<Block> batches(Report report) {
    BarChart chart = new BarChart("sequential time / pipelined time").mark(1);
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> gains = new LinkedHashMap<>();
    for (Measurement sequential : report.of(Section.BATCHES, Names.SEQUENTIAL + Names.HEAP)) {
      String group = Original.batch(sequential.elements(), sequential.count());
      List<String> row = new ArrayList<>(List.of(group));
      for (String where : List.of(Names.HEAP, Names.HOST)) {
        Optional<Measurement> first = same(report, Names.SEQUENTIAL + where, sequential);
        Optional<Measurement> second = same(report, Names.PIPELINED + where, sequential);
        if (first.isEmpty() || second.isEmpty()) {
          row.addAll(List.of("", "", ""));
          continue;
        }
        double gain = first.get().millis() / second.get().millis();
        chart.bar(where.substring(2), group, gain);
        row.addAll(
            List.of(millis(first.get().millis()), millis(second.get().millis()), ratio(gain)));
        if (where.equals(Names.HEAP)) {
          gains.put(group, gain);
        }
      }
      chart.bar(Original.NAME, group, Original.speedUp(group));
      row.add(ratio(Original.speedUp(group)));
      rows.add(row);
    }
    if (gains.isEmpty()) {
      return List.of();
    }
    Map.Entry<String, Double> best =
        gains.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    Map.Entry<String, Double> worst =
        gains.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    return List.of(
        new Block.Figure(
            "batches",
            format(
                "From Java arrays, pipelining gains between %s (%s) and %s (%s).",
                ratio(worst.getValue()), worst.getKey(), ratio(best.getValue()), best.getKey()),
            chart.svg("batches")),
        new Block.Grid(
            "Batches of bls12_381_fp vector-add, milliseconds, medians of runs in turns",
            List.of(
                "elements x jobs",
                "sequential, heap arrays",
                "pipelined",
                "ratio",
                "sequential, host vectors",
                "pipelined",
                "ratio",
                Original.NAME),
            rows));
  }

  private static Optional<Measurement> same(Report report, String what, Measurement as) {
    return report.find(Section.BATCHES, what, as.elements(), as.count());
  }

  static List<Block> paths(Report report) {
    List<Measurement> visible = report.of(Section.PATHS, Names.HOST_VISIBLE);
    List<Measurement> local = report.of(Section.PATHS, Names.DEVICE_LOCAL);
    if (visible.isEmpty() || visible.size() != local.size()) {
      return List.of();
    }
    LineChart chart =
        new LineChart("elements of a job", Scale.ELEMENTS, "elements a second", Scale.LOGARITHMIC)
            .line(Names.HOST_VISIBLE, points(visible))
            .line(Names.DEVICE_LOCAL, points(local));
    Optional<Long> crossover = Advice.crossover(report);
    crossover.ifPresent(at -> chart.mark(at, "crossover"));
    List<List<String>> rows =
        IntStream.range(0, visible.size())
            .mapToObj(
                i ->
                    List.of(
                        Quantity.elements(visible.get(i).elements()),
                        millis(visible.get(i).millis()),
                        millis(local.get(i).millis()),
                        ratio(local.get(i).millis() / visible.get(i).millis())))
            .toList();
    return List.of(
        new Block.Figure("paths", Advice.paths(report), chart.svg("paths")),
        new Block.Grid(
            "One job of bls12_381_fp vector-add on host vectors by path, milliseconds, medians",
            List.of("elements", Names.HOST_VISIBLE, Names.DEVICE_LOCAL, "device-local takes"),
            rows));
  }

  private static List<Point> points(List<Measurement> measurements) {
    return measurements.stream()
        .map(each -> new Point(each.elements(), each.elementsPerSecond()))
        .toList();
  }

  static List<Block> latency(Report report) {
    List<Measurement> all = report.of(Section.LATENCY);
    if (all.isEmpty()) {
      return List.of();
    }
    LineChart chart =
        new LineChart("microseconds", Scale.LOGARITHMIC, "% of the jobs", Scale.LINEAR);
    List<String> sentences = new ArrayList<>();
    for (Measurement each : all) {
      chart.line(
          each.what(),
          IntStream.range(0, 200)
              .mapToObj(i -> i / 200.0)
              .map(
                  part ->
                      new Point(
                          each.samples().quantileNanos(part) / NANOS_PER_MICRO, part * PERCENT))
              .toList());
      sentences.add(
          format(
              "Half of all jobs from %s take less than %s us, 99 of 100 less than %s us.",
              each.what().substring("job, ".length()), micros(each, 0.5), micros(each, 0.99)));
    }
    List<List<String>> rows =
        all.stream()
            .map(
                each -> {
                  List<String> row = new ArrayList<>(List.of(each.what()));
                  row.add(Integer.toString(each.samples().count()));
                  for (double part : QUANTILES) {
                    row.add(micros(each, part));
                  }
                  return row;
                })
            .map(List::copyOf)
            .toList();
    return List.of(
        new Block.Figure("latency", String.join(" ", sentences), chart.svg("latency")),
        new Block.Grid(
            "One job of 64 elements on an open backend, microseconds",
            List.of("data", "runs", "median", "90%", "99%", "99.9%"),
            rows));
  }

  private static String micros(Measurement each, double part) {
    return format("%.1f", each.samples().quantileNanos(part) / NANOS_PER_MICRO);
  }

  static List<Block> chunks(Report report) {
    List<Measurement> all = report.of(Section.CHUNKS);
    return all.isEmpty()
        ? List.of()
        : List.of(
            new Block.Paragraph(Advice.chunk(report)),
            Chapter.grid(
                "One job of "
                    + Quantity.elements(all.get(0).elements())
                    + " elements from Java arrays, medians",
                all,
                List.of("chunks", "ms", "GB/s"),
                List.of(
                    Measurement::what,
                    each -> millis(each.millis()),
                    each -> Chapter.gigabytes(each.bytes() / each.millis() * 1e3))));
  }
}
