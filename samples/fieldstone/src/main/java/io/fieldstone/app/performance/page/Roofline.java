// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import static io.fieldstone.app.performance.page.Chapter.format;
import static io.fieldstone.app.performance.page.Chapter.gigabytes;

import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Names;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.performance.draw.LineChart;
import io.fieldstone.app.performance.draw.LineChart.Point;
import io.fieldstone.app.performance.draw.LineChart.Scale;
import io.fieldstone.app.performance.draw.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Operations under their two ceilings: what memory can move, and what the arithmetic can multiply.
 * Work is counted in 32-bit multiply-adds of a product of full words, 2 * 8 * 8 + 8 for the eight
 * words of BLS12-381 Fr; an addition with its reduction is counted as three operations a word.
 */
final class Roofline {

  private static final int WORDS = 8;
  private static final int PRODUCT = 2 * WORDS * WORDS + WORDS;
  private static final int SUM = 3 * WORDS;

  /** Operations for each element. Those that take steps between threads are not among them. */
  private static final Map<String, Integer> WORK = work();

  private final double copy;
  private final double arithmetic;

  private Roofline(double copy, double arithmetic) {
    this.copy = copy;
    this.arithmetic = arithmetic;
  }

  private static Map<String, Integer> work() {
    Map<String, Integer> work = new LinkedHashMap<>();
    work.put("vector-add", SUM);
    work.put("vector-sub", SUM);
    work.put("vector-neg", SUM);
    work.put("vector-double", SUM);
    work.put("vector-mul", PRODUCT);
    work.put("vector-sqr", PRODUCT);
    work.put("vector-scale", PRODUCT);
    work.put("vector-mul-add", PRODUCT + SUM);
    work.put("vector-axpy", PRODUCT + SUM);
    work.put("vector-pow", 3 * PRODUCT); // to the fifth
    work.put("sum", SUM);
    work.put("inner-product", PRODUCT + SUM);
    return work;
  }

  static List<Block> of(Report report) {
    List<Measurement> operations = report.of(Section.OPERATIONS);
    if (operations.isEmpty()) {
      return List.of();
    }
    Optional<Measurement> copy = report.of(Section.CEILINGS, Names.COPY).stream().findFirst();
    Optional<Measurement> chain =
        report.of(Section.STRATEGIES).stream()
            .filter(each -> each.what().startsWith("mul-chain"))
            .max(Comparator.comparing(Measurement::bestElementsPerSecond));
    List<Block> blocks = new ArrayList<>();
    if (copy.isPresent() && chain.isPresent()) {
      Roofline roofline =
          new Roofline(copy.get().bytesPerSecond(), chain.get().bestElementsPerSecond() * PRODUCT);
      blocks.add(roofline.figure(operations));
    }
    blocks.add(
        Chapter.grid(
            "Every operation on "
                + Quantity.elements(operations.get(0).elements())
                + " elements of bls12_381_fr that are on the device, fastest runs by its own clock",
            operations,
            List.of("operation", "elements", "ns an element", "GB/s", "part of the copy"),
            List.of(
                Measurement::what,
                each -> Long.toString(each.elements()),
                each -> format("%.3f", 1e9 / each.bestElementsPerSecond()),
                each -> gigabytes(each.bytesPerSecond()),
                each ->
                    copy.map(most -> format("%.2f", each.bytesPerSecond() / most.bytesPerSecond()))
                        .orElse(""))));
    return blocks;
  }

  private Block figure(List<Measurement> operations) {
    double knee = arithmetic / copy;
    LineChart chart =
        new LineChart(
                "32-bit operations for each byte",
                Scale.LOGARITHMIC,
                "operations a second",
                Scale.LOGARITHMIC)
            .limit(
                "what memory and arithmetic allow",
                List.of(
                    new Point(0.15, Math.min(arithmetic, 0.15 * copy)),
                    new Point(knee, arithmetic),
                    new Point(Math.max(20, 2 * knee), arithmetic)));
    Map<Point, List<String>> groups = new LinkedHashMap<>();
    List<String> bound = new ArrayList<>();
    boolean above = false;
    for (Measurement each : operations) {
      @Nullable Integer work = WORK.get(each.what());
      if (work == null) {
        continue;
      }
      double intensity = (double) work * each.elements() / each.bytes();
      Point at = new Point(intensity, work * each.bestElementsPerSecond());
      Point near =
          groups.keySet().stream().filter(other -> isNear(other, at)).findFirst().orElse(at);
      groups.computeIfAbsent(near, key -> new ArrayList<>()).add(each.what());
      above |= at.y() > 1.05 * Math.min(arithmetic, copy * intensity);
      if (at.y() > 0.8 * Math.min(arithmetic, copy * intensity)) {
        bound.add(each.what());
      }
    }
    chart.points("operations", List.copyOf(groups.keySet()));
    groups.forEach((at, names) -> chart.note(at, String.join(", ", names).replace("vector-", "")));
    return new Block.Figure(
        "roofline",
        format(
            "%s%s The knee is at %.1f operations for each byte: below it memory is the limit, above it"
                + " the multiplier.",
            bound.isEmpty()
                ? "No operation reaches 80% of its ceiling."
                : String.join(", ", bound) + " reach 80% of their ceiling or more.",
            above
                ? " What is above the line came out of caches that the copy had not, or the copy was"
                    + " slowed by other work."
                : "",
            knee),
        chart.svg("roofline"));
  }

  private static boolean isNear(Point one, Point other) {
    return Math.abs(Math.log(one.x() / other.x())) < 0.2
        && Math.abs(Math.log(one.y() / other.y())) < 0.4;
  }
}
