// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.bench.BatchPipelinedBench;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.Table;
import io.fieldstone.app.smoke.SmokeBatch;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
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

/** Compares sequential with pipelined batches. */
@Command(
    name = "bench-batch-pipelined",
    header = "Times sequential batches against pipelined ones.",
    description = {
      "Times batches of bls12_381_fp vector-add jobs, sequential against pipelined,",
      "the two alternating in one run."
    },
    footer = {
      "",
      "Examples:",
      "  fieldstone bench-batch-pipelined",
      "  fieldstone bench-batch-pipelined --elements 1048576 --jobs 2,8",
    })
final class BenchBatchPipelinedCommand implements Callable<Integer> {

  private static final int MAX_JOBS = 1000;

  @Option(
      names = "--elements",
      paramLabel = "N",
      split = ",",
      defaultValue = "16384,65536,262144",
      description = "Elements of each job. By default ${DEFAULT-VALUE}.")
  private List<Integer> elements = new ArrayList<>();

  @Option(
      names = "--jobs",
      paramLabel = "J",
      split = ",",
      defaultValue = "2,3,4",
      description = "Jobs in a batch. By default ${DEFAULT-VALUE}.")
  private List<Integer> jobs = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON.")
  private @Nullable Path json;

  @Mixin private final TraceOption trace = new TraceOption();

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  BenchBatchPipelinedCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    elements.forEach(n -> Counts.require("--elements", n, SmokeBatch.MAX_ELEMENTS));
    jobs.forEach(j -> Counts.require("--jobs", j, MAX_JOBS));
    BackendOptions options = device.backendOptions();
    return Output.bench(
        spec,
        json,
        () -> run(options),
        BenchBatchPipelinedCommand::toJson,
        BenchBatchPipelinedCommand::text);
  }

  private BatchPipelinedBench.Result run(BackendOptions options) {
    try (PersistentBackend gpu = PersistentBackend.open(options);
        Progress progress =
            Progress.start("bench-batch-pipelined", (long) elements.size() * jobs.size())) {
      BatchPipelinedBench bench = new BatchPipelinedBench(gpu, progress);
      return trace.traced(gpu, "batches, the last pipelined", () -> bench.run(elements, jobs));
    }
  }

  private static String text(BatchPipelinedBench.Result result) {
    Table table = new Table("elements", "jobs", "sequential ms", "pipelined ms", "ratio");
    for (BatchPipelinedBench.Row row : result.rows()) {
      table.row(
          Long.toString(row.elements()),
          Integer.toString(row.jobs()),
          String.format(Locale.ROOT, "%.3f", row.sequentialMillis()),
          String.format(Locale.ROOT, "%.3f", row.pipelinedMillis()),
          String.format(Locale.ROOT, "%.2fx", row.ratio()));
    }
    return String.format(
            "device %s; bls12_381_fp vector-add; medians of %d alternating runs each%n",
            result.device(), BatchPipelinedBench.RUNS)
        + table;
  }

  private static Map<String, Object> toJson(BatchPipelinedBench.Result result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (BatchPipelinedBench.Row row : result.rows()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("elements", row.elements());
      json.put("jobs", row.jobs());
      json.put("sequentialMillis", Json.number(row.sequentialMillis()));
      json.put("pipelinedMillis", Json.number(row.pipelinedMillis()));
      json.put("ratio", Json.number(row.ratio()));
      rows.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("device", result.device());
    json.put("runs", BatchPipelinedBench.RUNS);
    json.put("rows", rows);
    return json;
  }
}
