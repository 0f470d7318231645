// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.app.report.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a smoke run found.
 *
 * @param device the device's name
 * @param elements elements of a job at most
 * @param jobs jobs of each kernel on each field
 * @param seed what the operands were made from
 * @param prepared what was made ready before the runs
 * @param runs one per mode and path
 * @param plannedComparisons how many comparisons of elements there should have been
 * @param firstMismatch where the first wrong element is, null if there is none
 * @param validationMessages what the validation layer said, if it was on
 */
public record SmokeReport(
    String device,
    long elements,
    int jobs,
    long seed,
    Prepared prepared,
    List<Run> runs,
    long plannedComparisons,
    @Nullable String firstMismatch,
    List<String> validationMessages) {

  /**
   * Pipelines that were made before the runs.
   *
   * @param kernels kernels on fields
   * @param pipelines their pipelines
   * @param millis how long that took
   */
  public record Prepared(int kernels, int pipelines, double millis) {}

  /**
   * The whole batch, run in one way, or all resident operations.
   *
   * @param mode the execution mode's name, or RESIDENT
   * @param path the transfer path's name, or DEVICE
   * @param jobs jobs in the batch, or operations
   * @param elements elements of all jobs or operations
   * @param comparisons elements compared, with BigInteger and with the first run
   * @param mismatches how many of those differ
   * @param millis how long they took
   */
  public record Run(
      String mode,
      String path,
      int jobs,
      long elements,
      long comparisons,
      long mismatches,
      double millis) {}

  /** Returns how many elements were compared. */
  public long comparisons() {
    return runs.stream().mapToLong(Run::comparisons).sum();
  }

  /** Returns how many of them differ. */
  public long mismatches() {
    return runs.stream().mapToLong(Run::mismatches).sum();
  }

  /** Returns whether everything was compared and nothing was wrong. */
  public boolean passed() {
    return comparisons() > 0
        && comparisons() == plannedComparisons
        && mismatches() == 0
        && validationMessages.isEmpty();
  }

  /** Returns the report for programs. */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("elements", elements);
    json.put("jobs", jobs);
    json.put("mismatches", mismatches());
    json.put("comparisons", comparisons());
    json.put("plannedComparisons", plannedComparisons);
    json.put("passed", passed());
    json.put("firstMismatch", firstMismatch);
    json.put("seed", seed);
    json.put("device", device);
    json.put("preparedKernels", prepared.kernels());
    json.put("preparedPipelines", prepared.pipelines());
    json.put("preparationMillis", Json.number(prepared.millis()));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Run run : runs) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("mode", run.mode());
      row.put("path", run.path());
      row.put("jobs", run.jobs());
      row.put("elements", run.elements());
      row.put("comparisons", run.comparisons());
      row.put("mismatches", run.mismatches());
      row.put("millis", Json.number(run.millis()));
      rows.add(row);
    }
    json.put("runs", rows);
    return json;
  }
}
