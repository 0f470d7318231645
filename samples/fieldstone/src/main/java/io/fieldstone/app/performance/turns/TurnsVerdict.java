// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.turns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;

/**
 * What {@link Turns} say: for each kind of work, and for all of them together, whether the new
 * build takes longer, by a t-test of the logarithms of the rounds' ratios, corrected for their
 * number by Holm's method.
 *
 * @param rows the kinds of work
 * @param all all of them together: of each round the median of its rows
 * @param rounds pairs of processes
 */
public record TurnsVerdict(List<Row> rows, Row all, int rounds) {

  /** Less likely than that, chance is no explanation. */
  static final double SIGNIFICANT = 0.01;

  /** The fewest rounds that say anything. */
  public static final int LEAST_ROUNDS = 4;

  private static final double HIGH = 0.975;

  /**
   * One kind of work.
   *
   * @param name what was run
   * @param nanos how long a run of the new build takes
   * @param ratio how many times as long the new build takes: the geometric mean of the rounds
   * @param low the lower end of its 95% interval
   * @param high the upper end
   * @param probability that chance makes a ratio as far from 1, corrected
   * @param tolerance the change, as a part of 1, that does not count
   */
  public record Row(
      String name,
      double nanos,
      double ratio,
      double low,
      double high,
      double probability,
      double tolerance) {

    /** Returns whether the new build takes longer beyond noise. */
    public boolean isSlower() {
      return probability < SIGNIFICANT && ratio > 1 + tolerance;
    }

    /** Returns whether it takes less long beyond noise. */
    public boolean isFaster() {
      return probability < SIGNIFICANT && ratio < 1 / (1 + tolerance);
    }

    /** Returns the verdict in words. */
    public String verdict() {
      return isSlower() ? "slower" : isFaster() ? "faster" : "no change";
    }

    private Row corrected(double p) {
      return new Row(name, nanos, ratio, low, high, p, tolerance);
    }
  }

  /**
   * Judges.
   *
   * @param tolerance the change, as a part of 1, that does not count
   */
  public static TurnsVerdict of(Turns turns, double tolerance) {
    List<Row> raw = new ArrayList<>();
    for (Turns.Row row : turns.rows()) {
      raw.add(row(row.name(), row.nanos(), row.ratios(), tolerance));
    }
    List<Double> together =
        IntStream.range(0, turns.rounds()).mapToObj(round -> median(turns.rows(), round)).toList();
    raw.add(row("all together", 0, together, tolerance));
    List<Row> corrected = corrected(raw);
    int last = corrected.size() - 1;
    return new TurnsVerdict(
        List.copyOf(corrected.subList(0, last)), corrected.get(last), turns.rounds());
  }

  private static double median(List<Turns.Row> rows, int round) {
    double[] sorted = rows.stream().mapToDouble(row -> row.ratios().get(round)).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static Row row(String name, double nanos, List<Double> ratios, double tolerance) {
    double[] logs = ratios.stream().mapToDouble(Math::log).toArray();
    double mean = Arrays.stream(logs).average().orElse(0);
    double squares = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / (logs.length - 1) / logs.length);
    double reach = error * TDistribution.of(logs.length - 1).inverseCumulativeProbability(HIGH);
    // of rounds that are all alike there is no test to make
    double p = error > 0 ? TTest.withDefaults().test(logs).getPValue() : Math.abs(mean) > 0 ? 0 : 1;
    return new Row(
        name, nanos, Math.exp(mean), Math.exp(mean - reach), Math.exp(mean + reach), p, tolerance);
  }

  /** Corrects for the number of tests: Holm's method. */
  private static List<Row> corrected(List<Row> raw) {
    List<Integer> order =
        IntStream.range(0, raw.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> raw.get(i).probability()))
            .toList();
    List<Row> corrected = new ArrayList<>(raw);
    double most = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      Row row = raw.get(order.get(rank));
      most = Math.max(most, Math.min(1, row.probability() * (raw.size() - rank)));
      corrected.set(order.get(rank), row.corrected(most));
    }
    return corrected;
  }

  /** Returns whether something, or everything together, takes longer beyond noise. */
  public boolean isSlower() {
    return all.isSlower() || rows.stream().anyMatch(Row::isSlower);
  }

  /** Returns whether something, or everything together, takes less long beyond noise. */
  public boolean isFaster() {
    return all.isFaster() || rows.stream().anyMatch(Row::isFaster);
  }

  /** Returns what came of it in a sentence. */
  public String sentence() {
    long slower = rows.stream().filter(Row::isSlower).count();
    long faster = rows.stream().filter(Row::isFaster).count();
    String what =
        !isSlower() && !isFaster()
            ? "No change beyond noise"
            : slower + " slower, " + faster + " faster";
    return String.format(
        Locale.ROOT,
        "%s, of %d compared in %d rounds; all together take %.2f times as long (95%% interval %.2f"
            + " to %.2f).",
        what,
        rows.size(),
        rounds,
        all.ratio(),
        all.low(),
        all.high());
  }
}
