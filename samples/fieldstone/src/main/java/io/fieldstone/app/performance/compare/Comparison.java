// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.compare;

import io.fieldstone.app.bench.Samples;
import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one report to another beyond noise. Each kind of work is compared by the
 * Mann-Whitney test; all together by the median of their ratios with a bootstrap interval, which
 * sees a change of everything that is lost in the noise of each.
 *
 * <p>The tolerance of a kind of work is at least what is asked for, and more where its own runs
 * drifted more in the course of the measurement, or other work kept the machine busy: what gets
 * half of a machine takes twice as long.
 *
 * @param changes one for each kind of work that both reports have
 * @param onlyOne what one of them has alone
 * @param remarks how the machines differ, if they do
 * @param tolerance what was asked for, as a part of 1, or what other work on the machine makes
 */
public record Comparison(
    List<Change> changes, List<String> onlyOne, List<String> remarks, double tolerance) {

  private static final int RESAMPLES = 2000;
  private static final double PERCENT = 100;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;
  private static final int BLOCKS = 3;
  private static final int LEAST_OF_BLOCK = 3;

  /** Fewer have no meaningful rank test. */
  private static final int LEAST_RUNS = 3;

  /** Whatever must be equal for reports to be comparable. */
  private static final List<String> SAME =
      List.of(Report.DEVICE, Report.DRIVER, "processors", "system", "Java", Report.PACE);

  /**
   * An interval with its middle.
   *
   * @param low its lower end
   * @param middle the estimate
   * @param high its upper end
   */
  public record Interval(double low, double middle, double high) {}

  /**
   * Compares two reports.
   *
   * @param tolerance the change, as a part of 1, that does not count
   */
  public static Comparison of(Report before, Report after, double tolerance) {
    double noise = Math.max(tolerance, Math.max(noise(before), noise(after)));
    Map<String, Measurement> olds = byKey(before);
    Map<String, Measurement> news = byKey(after);
    List<Change> raw = new ArrayList<>();
    List<String> onlyOne = new ArrayList<>();
    olds.forEach(
        (key, old) -> {
          @Nullable Measurement other = news.get(key);
          if (other == null) {
            onlyOne.add("only before: " + key);
          } else {
            raw.add(
                new Change(
                    old,
                    other,
                    probability(old.samples(), other.samples()),
                    Math.max(noise, Math.max(drift(old), drift(other)))));
          }
        });
    news.keySet().stream()
        .filter(key -> !olds.containsKey(key))
        .forEach(key -> onlyOne.add("only after: " + key));
    return new Comparison(corrected(raw), onlyOne, remarks(before, after), noise);
  }

  private static Map<String, Measurement> byKey(Report report) {
    Map<String, Measurement> map = new LinkedHashMap<>();
    report.measurements().forEach(each -> map.put(each.key(), each));
    return map;
  }

  private static List<String> remarks(Report before, Report after) {
    List<String> remarks = new ArrayList<>();
    SAME.stream()
        .filter(fact -> !before.fact(fact).equals(after.fact(fact)))
        .map(
            fact ->
                fact + " differs: " + before.fact(fact) + " before, " + after.fact(fact) + " after")
        .forEach(remarks::add);
    busy(before, "before").ifPresent(remarks::add);
    busy(after, "after").ifPresent(remarks::add);
    return remarks;
  }

  private static Optional<String> busy(Report report, String when) {
    return !report.isBusy()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the machine was busy with other work %s, %.0f%%: changes below %.0f%% do not count",
                when,
                report.otherWork() * PERCENT,
                noise(report) * PERCENT));
  }

  /** Returns how much longer work takes for other work on the machine, as a part of 1. */
  private static double noise(Report report) {
    return 1 / (1 - report.otherWork()) - 1;
  }

  private static double probability(Samples before, Samples after) {
    if (Math.min(before.count(), after.count()) < LEAST_RUNS) {
      return 1;
    }
    return MannWhitneyUTest.withDefaults().test(doubles(before), doubles(after)).getPValue();
  }

  private static double[] doubles(Samples samples) {
    return LongStream.of(samples.nanos()).asDoubleStream().toArray();
  }

  /** Returns how far medians of parts of the runs are from that of all. */
  private static double drift(Measurement measurement) {
    long[] nanos = measurement.samples().nanos();
    if (nanos.length < BLOCKS * LEAST_OF_BLOCK) {
      return 0;
    }
    double median = measurement.samples().medianNanos();
    return IntStream.range(0, BLOCKS)
        .mapToDouble(
            i ->
                Samples.ofNanos(
                        Arrays.copyOfRange(
                            nanos, i * nanos.length / BLOCKS, (i + 1) * nanos.length / BLOCKS))
                    .medianNanos())
        .map(part -> Math.abs(Math.log(part / median)))
        .max()
        .orElse(0);
  }

  /** Corrects for the number of comparisons: Holm's method. */
  private static List<Change> corrected(List<Change> raw) {
    List<Integer> order =
        IntStream.range(0, raw.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> raw.get(i).probability()))
            .toList();
    double[] probabilities = new double[raw.size()];
    double most = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      Change change = raw.get(order.get(rank));
      most = Math.max(most, Math.min(1, change.probability() * (raw.size() - rank)));
      probabilities[order.get(rank)] = most;
    }
    return IntStream.range(0, raw.size())
        .mapToObj(
            i ->
                new Change(
                    raw.get(i).before(),
                    raw.get(i).after(),
                    probabilities[i],
                    raw.get(i).tolerance()))
        .toList();
  }

  /** Returns how many times as long everything takes: the median of all ratios. */
  public Interval overall() {
    double[] ratios = changes.stream().mapToDouble(Change::ratio).toArray();
    if (ratios.length == 0) {
      return new Interval(1, 1, 1);
    }
    Random random = new Random(1);
    double[] medians = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      medians[i] =
          median(
              IntStream.range(0, ratios.length)
                  .mapToDouble(j -> ratios[random.nextInt(ratios.length)])
                  .toArray());
    }
    Arrays.sort(medians);
    return new Interval(
        medians[(int) (LOW * RESAMPLES)], median(ratios), medians[(int) (HIGH * RESAMPLES)]);
  }

  /** Returns the median ratio of a section, if it was compared. */
  public OptionalDouble ratio(Section section) {
    double[] ratios =
        changes.stream()
            .filter(change -> change.before().section() == section)
            .mapToDouble(Change::ratio)
            .toArray();
    return ratios.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(ratios));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns those with a verdict. */
  public List<Change> with(Change.Verdict verdict) {
    return changes.stream().filter(change -> change.verdict() == verdict).toList();
  }

  /** Returns whether something, or everything together, takes longer beyond noise. */
  public boolean isSlower() {
    return overall().low() > 1 + tolerance || !with(Change.Verdict.SLOWER).isEmpty();
  }

  /** Returns whether something, or everything together, takes less long beyond noise. */
  public boolean isFaster() {
    return overall().high() < 1 / (1 + tolerance) || !with(Change.Verdict.FASTER).isEmpty();
  }

  /** Returns what came of it in a sentence. */
  public String sentence() {
    Interval all = overall();
    int slower = with(Change.Verdict.SLOWER).size();
    int faster = with(Change.Verdict.FASTER).size();
    String what =
        !isSlower() && !isFaster()
            ? "No change beyond noise"
            : slower + " slower, " + faster + " faster";
    return String.format(
        Locale.ROOT,
        "%s, of %d compared; all together take %.2f times as long (95%% bootstrap interval %.2f to"
            + " %.2f).",
        what,
        changes.size(),
        all.middle(),
        all.low(),
        all.high());
  }
}
