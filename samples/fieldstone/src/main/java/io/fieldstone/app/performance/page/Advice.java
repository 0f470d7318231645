// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import static io.fieldstone.app.performance.page.Chapter.format;
import static io.fieldstone.app.performance.page.Chapter.millis;
import static io.fieldstone.app.performance.page.Chapter.ratio;

import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Names;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.performance.draw.Quantity;
import io.fieldstone.runtime.BackendOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What follows from a report's figures, each piece only where its figures are there. */
final class Advice {

  /** Less than that is no reason to do anything. */
  private static final double WORTH = 1.05;

  private static final double PERCENT = 100;

  private Advice() {}

  /** Returns all that can be said. */
  static List<String> of(Report report) {
    List<String> advice = new ArrayList<>();
    if (report.isBusy()) {
      advice.add(
          format(
              "The machine did other work meanwhile, %s%% of it. What follows may be by chance:"
                  + " measure again once it is quiet.",
              Math.round(PERCENT * report.otherWork())));
    }
    persistent(report).ifPresent(advice::add);
    if (!report.of(Section.PATHS, Names.DEVICE_LOCAL).isEmpty()) {
      advice.add(paths(report));
    }
    if (!report.of(Section.CHUNKS).isEmpty()) {
      advice.add(chunk(report));
    }
    pipelining(report).ifPresent(advice::add);
    if (!report.of(Section.STRATEGIES).isEmpty()) {
      advice.add(strategy(report));
    }
    worth(report).ifPresent(advice::add);
    return advice;
  }

  private static Optional<String> persistent(Report report) {
    return report.of(Section.PERSISTENT, Names.ONE_SHOT).stream()
        .map(
            oneShot ->
                report
                    .find(Section.PERSISTENT, Names.PERSISTENT + Names.HEAP, oneShot.elements(), 1)
                    .map(
                        kept ->
                            format(
                                "Keep a backend open: opening and closing one for each job of %s"
                                    + " elements costs %s ms.",
                                Quantity.elements(oneShot.elements()),
                                millis(oneShot.millis() - kept.millis()))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns the elements from which on device-local is the faster path, if it becomes so. */
  static Optional<Long> crossover(Report report) {
    List<Measurement> visible = report.of(Section.PATHS, Names.HOST_VISIBLE);
    List<Measurement> local = report.of(Section.PATHS, Names.DEVICE_LOCAL);
    int from = Math.min(visible.size(), local.size());
    while (from > 0 && local.get(from - 1).millis() < visible.get(from - 1).millis()) {
      from--;
    }
    return from < local.size() ? Optional.of(local.get(from).elements()) : Optional.empty();
  }

  static String paths(Report report) {
    List<Measurement> visible = report.of(Section.PATHS, Names.HOST_VISIBLE);
    long most = visible.stream().mapToLong(Measurement::elements).max().orElse(0);
    return crossover(report)
        .map(
            at ->
                visible.get(0).elements() == at
                    ? "Device-local is the faster path at every size measured, for one addition."
                    : format(
                        "Host-visible is the faster path for one addition below %s elements,"
                            + " device-local from there on.",
                        Quantity.elements(at)))
        .orElse(
            format(
                "Host-visible is the faster path for one addition up to %s elements, the most"
                    + " measured.",
                Quantity.elements(most)));
  }

  static String chunk(Report report) {
    List<Measurement> all = report.of(Section.CHUNKS);
    Measurement best = all.stream().min(Comparator.comparing(Measurement::millis)).orElseThrow();
    Measurement usual =
        report.of(Section.CHUNKS, Names.CHUNK + BackendOptions.DEFAULT_CHUNK_ELEMENTS).stream()
            .findFirst()
            .orElse(best);
    String elements = best.what().substring(Names.CHUNK.length());
    double gain = usual.millis() / best.millis();
    return gain < WORTH
        ? "The usual chunk, GPU_STREAM_CHUNK_ELEMS="
            + BackendOptions.DEFAULT_CHUNK_ELEMENTS
            + ", is as good as any measured."
        : format(
            "GPU_STREAM_CHUNK_ELEMS=%s makes long jobs from Java arrays %s as fast as the usual"
                + " chunk does.",
            elements, ratio(gain));
  }

  private static Optional<String> pipelining(Report report) {
    List<String> from = new ArrayList<>();
    long last = -1;
    for (Measurement each : report.of(Section.BATCHES, Names.SEQUENTIAL + Names.HEAP)) {
      Optional<Measurement> pipelined =
          report.find(Section.BATCHES, Names.PIPELINED + Names.HEAP, each.elements(), each.count());
      if (each.elements() != last
          && pipelined.isPresent()
          && each.millis() > WORTH * pipelined.get().millis()) {
        last = each.elements();
        from.add(each.count() + " jobs of " + Quantity.elements(last));
      }
    }
    if (report.of(Section.BATCHES).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        from.isEmpty()
            ? "Pipelining gains no twentieth here for any batch from Java arrays that was measured."
            : "Pipeline batches from Java arrays from " + String.join(", ", from) + " on.");
  }

  static String strategy(Report report) {
    Measurement best =
        report.of(Section.STRATEGIES).stream()
            .filter(each -> each.what().startsWith("mul-chain"))
            .max(Comparator.comparing(Measurement::bestElementsPerSecond))
            .orElseThrow();
    String name = best.what().substring(best.what().indexOf(", ") + 2);
    return format(
        "Products are fastest with the strategy %s, %s a second in registers. Left alone,"
            + " Fieldstone has chosen %s for those of vectors, where memory may be the limit.",
        name,
        Quantity.of(best.bestElementsPerSecond()),
        report.fact(Report.STRATEGY).isEmpty() ? "none yet" : report.fact(Report.STRATEGY));
  }

  /** Returns from which size on a job is faster than the CPU's numbers. */
  private static Optional<String> worth(Report report) {
    Optional<Measurement> job = report.of(Section.LATENCY, "job" + Names.HEAP).stream().findFirst();
    Optional<Measurement> cpu = report.of(Section.CPU, Names.BIG_INTEGER).stream().findFirst();
    if (job.isEmpty() || cpu.isEmpty()) {
      return Optional.empty();
    }
    double nanos = cpu.get().samples().medianNanos() / cpu.get().elements();
    return Optional.of(
        format(
            "A job of 64 additions takes as long as %.0f products of BigInteger, %.0f ns each on one"
                + " thread: with less work than that, a job does not pay.",
            job.get().samples().medianNanos() / nanos, nanos));
  }
}
