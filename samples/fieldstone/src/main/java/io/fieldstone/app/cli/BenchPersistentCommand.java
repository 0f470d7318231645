// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.bench.PersistentBench;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.Table;
import io.fieldstone.app.smoke.SmokeBatch;
import io.fieldstone.runtime.BackendOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares one-shot execution with a persistent backend. */
@Command(
    name = "bench-persistent",
    header = "Times one-shot execution against a persistent backend.",
    description = {
      "Times one job of bls12_381_fp vector-add: one-shot (open, one job, close) against",
      "persistent (one job on an open backend). Both copy inputs in and the result out."
    },
    footer = {
      "",
      "Examples:",
      "  fieldstone bench-persistent",
      "  fieldstone bench-persistent --elements 64,65536 --json persistent.json",
    })
final class BenchPersistentCommand implements Callable<Integer> {

  @Option(
      names = "--elements",
      paramLabel = "N",
      split = ",",
      defaultValue = "64,65536",
      description = "Elements of the job, one row each. By default ${DEFAULT-VALUE}.")
  private List<Integer> elements = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON.")
  private @Nullable Path json;

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  BenchPersistentCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    elements.forEach(n -> Counts.require("--elements", n, SmokeBatch.MAX_ELEMENTS));
    BackendOptions options = device.backendOptions();
    return Output.bench(
        spec,
        json,
        () -> run(options),
        BenchPersistentCommand::toJson,
        BenchPersistentCommand::text);
  }

  private PersistentBench.Result run(BackendOptions options) {
    try (Progress progress =
        Progress.start("bench-persistent", PersistentBench.steps(elements.size()))) {
      return PersistentBench.run(options, elements, progress);
    }
  }

  private static String text(PersistentBench.Result result) {
    Table table = new Table("elements", "one-shot ms", "persistent ms", "ratio");
    for (PersistentBench.Row row : result.rows()) {
      table.row(
          Long.toString(row.elements()),
          String.format(Locale.ROOT, "%.3f", row.oneShotMillis()),
          String.format(Locale.ROOT, "%.3f", row.persistentMillis()),
          String.format(Locale.ROOT, "%.1fx", row.ratio()));
    }
    return String.format(
            "device %s; bls12_381_fp vector-add, array to array; medians of %d and %d runs%n",
            result.device(), PersistentBench.ONE_SHOT_RUNS, PersistentBench.PERSISTENT_RUNS)
        + table;
  }

  private static Map<String, Object> toJson(PersistentBench.Result result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (PersistentBench.Row row : result.rows()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("elements", row.elements());
      json.put("oneShotMillis", Json.number(row.oneShotMillis()));
      json.put("persistentMillis", Json.number(row.persistentMillis()));
      json.put("ratio", Json.number(row.ratio()));
      rows.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("device", result.device());
    json.put("oneShotRuns", PersistentBench.ONE_SHOT_RUNS);
    json.put("persistentRuns", PersistentBench.PERSISTENT_RUNS);
    json.put("rows", rows);
    return json;
  }
}
