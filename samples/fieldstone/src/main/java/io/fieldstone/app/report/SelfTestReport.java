// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import io.fieldstone.runtime.SelfTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a device's self-test in full: how much was compared of each limb shape and strategy,
 * and what was wrong. Not thread-safe.
 *
 * <pre>{@code
 * SelfTestReport report = new SelfTestReport();
 * SelfTest.run(gpu, report::add);
 * }</pre>
 */
public final class SelfTestReport {

  private record Pair(String shape, String strategy) {}

  private static final class Count {
    private int fields;
    private String lastField = "";
    private long elements;
    private long wrong;
  }

  private final Map<Pair, Count> counts = new LinkedHashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  /** Adds a trial. */
  public void add(SelfTest.Trial trial) {
    Count count =
        counts.computeIfAbsent(new Pair(trial.shape(), trial.strategy()), pair -> new Count());
    if (!trial.field().equals(count.lastField)) {
      count.fields++;
      count.lastField = trial.field();
    }
    count.elements += trial.elements();
    trial
        .mistake()
        .ifPresent(
            mistake -> {
              count.wrong++;
              mistakes.add(
                  trial.shape()
                      + (trial.strategy().isEmpty() ? "" : ", " + trial.strategy())
                      + ": "
                      + mistake);
            });
  }

  /** Returns whether everything was right. */
  public boolean passed() {
    return mistakes.isEmpty();
  }

  /** Returns the report for people. */
  String toText() {
    Table table = new Table("self-test", "strategy", "fields", "elements", "kernels wrong");
    counts.forEach(
        (pair, count) ->
            table.row(
                pair.shape(),
                pair.strategy().isEmpty() ? "-" : pair.strategy(),
                Integer.toString(count.fields),
                Long.toString(count.elements),
                Long.toString(count.wrong)));
    StringBuilder text = new StringBuilder(table.toString());
    mistakes.forEach(
        mistake -> text.append("WRONG ").append(mistake).append(System.lineSeparator()));
    return text.append(passed() ? "self-test passed" : verdict())
        .append(System.lineSeparator())
        .toString();
  }

  private static String verdict() {
    return "self-test FAILED: do not use this device; update its driver or choose another one"
        + " (FIELDSTONE_DEVICE)";
  }

  /** Returns the same for programs. */
  Map<String, Object> toJson() {
    List<Map<String, Object>> pairs = new ArrayList<>();
    counts.forEach(
        (pair, count) -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("shape", pair.shape());
          json.put("strategy", pair.strategy());
          json.put("fields", count.fields);
          json.put("elements", count.elements);
          json.put("wrong", count.wrong);
          pairs.add(json);
        });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("passed", passed());
    json.put("pairs", pairs);
    json.put("mistakes", List.copyOf(mistakes));
    return json;
  }
}
