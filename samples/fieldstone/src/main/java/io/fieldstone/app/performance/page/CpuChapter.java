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
import java.util.Comparator;
import java.util.List;

/** The chapter that holds products on the device against products on the CPU. */
final class CpuChapter {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double LEAST = 1e5;

  /** What computes products, and how many a second. */
  private record Rate(String name, double perSecond) {

    double nanos() {
      return NANOS_PER_SECOND / perSecond;
    }

    /** Returns the name as a sentence has it. */
    String spoken() {
      return name.replace(", one thread", " on one thread");
    }

    List<String> row() {
      return List.of(name, format(nanos() < 1 ? "%.3f" : "%.1f", nanos()), Quantity.of(perSecond));
    }
  }

  private CpuChapter() {}

  static List<Block> of(Report report) {
    List<Rate> cpu =
        report.of(Section.CPU).stream()
            .map(each -> new Rate(each.what(), each.elementsPerSecond()))
            .toList();
    if (cpu.isEmpty()) {
      return List.of();
    }
    List<Rate> all = new ArrayList<>(cpu);
    report.of(Section.OPERATIONS, "vector-mul").stream()
        .map(each -> new Rate("vectors on the device", each.bestElementsPerSecond()))
        .forEach(all::add);
    report.of(Section.STRATEGIES).stream()
        .filter(each -> each.what().startsWith("mul-chain"))
        .max(Comparator.comparing(Measurement::bestElementsPerSecond))
        .map(each -> new Rate("in the device's registers", each.bestElementsPerSecond()))
        .ifPresent(all::add);
    Block table =
        new Block.Grid(
            "Products of bls12_381_fr",
            List.of("what", "ns a product", "products a second"),
            all.stream().map(Rate::row).toList());
    if (all.size() == cpu.size()) {
      return List.of(table);
    }
    BarChart chart = new BarChart("products a second").horizontal().logarithmic(LEAST);
    all.forEach(rate -> chart.bar("products", rate.name(), rate.perSecond()));
    return List.of(
        new Block.Figure("cpu", sentence(report, cpu, all.get(cpu.size())), chart.svg("cpu")),
        table);
  }

  private static String sentence(Report report, List<Rate> cpu, Rate device) {
    List<String> times = new ArrayList<>();
    cpu.forEach(
        rate ->
            times.add(
                format(
                        "%.1f times those of %s",
                        device.perSecond() / rate.perSecond(), rate.spoken())
                    .replaceAll("(\\d{3,})\\.\\d", "$1")));
    String products =
        format(
            "Products of bls12_381_fr of %s: %s a second, %s.",
            device.name(), Quantity.of(device.perSecond()), String.join(" and ", times));
    return report.of(Section.LATENCY, "job" + Names.HEAP).stream()
        .findFirst()
        .map(job -> products + " " + pays(job.samples().medianNanos(), cpu))
        .orElse(products);
  }

  /** Says how much work it takes to be worth a job. */
  private static String pays(double jobNanos, List<Rate> cpu) {
    return format(
        "A job from Java arrays and back takes %.1f us at the least, the time of %s: it pays for more"
            + " work than that.",
        jobNanos / NANOS_PER_MICRO,
        String.join(
            " or ",
            cpu.stream()
                .map(rate -> format("%.0f products of %s", jobNanos / rate.nanos(), rate.spoken()))
                .toList()));
  }
}
