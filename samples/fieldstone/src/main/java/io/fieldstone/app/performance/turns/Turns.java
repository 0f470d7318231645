// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.turns;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Two builds, measured in turns. In each round both are started anew, since processes of the same
 * build differ: by where memory lies, and by what the JVM compiled when. Within a round they take
 * turns of some milliseconds, so that whatever else the machine does meets both; each turn of one
 * is compared with the turn of the other beside it, and the median of these ratios is the round's.
 *
 * @param rows what was run
 */
public record Turns(List<Row> rows) {

  /**
   * One kind of work.
   *
   * @param name what was run
   * @param ratios of each round, how many times as long the new build takes
   * @param nanos how long a run of the new build takes: the median of all rounds
   */
  public record Row(String name, List<Double> ratios, double nanos) {}

  private static final int WARM_UPS = 3;
  private static final int WARM_UP_MILLIS = 120;
  private static final int TURNS = 30;
  private static final int TURN_MILLIS = 10;

  /**
   * Measures.
   *
   * @param before the old build: a fieldstone.jar, or a checkout that was built
   * @param after the new one
   * @param device arguments that select the device
   * @param rounds pairs of processes
   * @throws BadInputException if one is no build, or cannot be measured in turns
   * @throws io.fieldstone.app.bench.WrongResultException if one computes what BigInteger does not
   */
  public static Turns measure(
      Path before, Path after, List<String> device, int rounds, Progress progress) {
    List<String> old = Build.command(Build.jar(before), device);
    List<String> young = Build.command(Build.jar(after), device);
    return measure(
        () -> Build.start(before, old), () -> Build.start(after, young), rounds, progress);
  }

  /** Measures builds that are started so. */
  static Turns measure(
      Supplier<Build> before, Supplier<Build> after, int rounds, Progress progress) {
    List<String> names = List.of();
    double[][] ratios = new double[0][];
    double[][] nanos = new double[0][];
    for (int round = 0; round < rounds; round++) {
      progress.say("round " + (round + 1) + " of " + rounds);
      boolean oldFirst = round % 2 == 0;
      try (Build first = (oldFirst ? before : after).get();
          Build second = (oldFirst ? after : before).get()) {
        if (!first.names().equals(second.names())) {
          throw new BadInputException(
              "the builds do not measure the same; make a report of each and compare those");
        }
        if (round == 0) {
          names = first.names();
          ratios = new double[names.size()][rounds];
          nanos = new double[names.size()][rounds];
        }
        round(oldFirst ? first : second, oldFirst ? second : first, round, ratios, nanos);
        first.check();
        second.check();
      }
      progress.step("round " + (round + 1));
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<Double> ofRounds = Arrays.stream(ratios[i]).boxed().toList();
      rows.add(new Row(names.get(i), ofRounds, median(nanos[i])));
    }
    return new Turns(rows);
  }

  private static void round(
      Build old, Build young, int round, double[][] ratios, double[][] nanos) {
    int rows = ratios.length;
    for (int i = 0; i < WARM_UPS * rows; i++) {
      old.nanos(i % rows, WARM_UP_MILLIS);
      young.nanos(i % rows, WARM_UP_MILLIS);
    }
    double[][] pairs = new double[rows][TURNS];
    double[][] times = new double[rows][TURNS];
    for (int turn = 0; turn < TURNS; turn++) {
      for (int row = 0; row < rows; row++) {
        boolean oldFirst = (turn + row + round) % 2 == 0;
        double one = (oldFirst ? old : young).nanos(row, TURN_MILLIS);
        double other = (oldFirst ? young : old).nanos(row, TURN_MILLIS);
        times[row][turn] = oldFirst ? other : one;
        pairs[row][turn] = oldFirst ? other / one : one / other;
      }
    }
    for (int row = 0; row < rows; row++) {
      ratios[row][round] = median(pairs[row]);
      nanos[row][round] = median(times[row]);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the same, were the new build slower by a part of 1. */
  public Turns slower(double part) {
    return new Turns(
        rows.stream()
            .map(
                row ->
                    new Row(
                        row.name(),
                        row.ratios().stream().map(ratio -> ratio * (1 + part)).toList(),
                        row.nanos()))
            .toList());
  }

  /** Returns how many pairs of processes there were. */
  public int rounds() {
    return rows.isEmpty() ? 0 : rows.get(0).ratios().size();
  }
}
