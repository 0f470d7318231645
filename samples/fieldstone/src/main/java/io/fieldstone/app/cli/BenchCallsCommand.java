// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.bench.CallsBench;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.Table;
import io.fieldstone.app.smoke.SmokeBatch;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import java.nio.file.Path;
import java.time.Duration;
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

/** Times what calls cost. */
@Command(
    name = "bench-calls",
    header = "Times what calls cost beside what the device computes.",
    description = {
      "Times chains of 64 bls12_381_fr products on device vectors, as dispatches and as a program; a",
      "dispatch that is waited for; a sum; a job of bls12_381_fp vector-add on host vectors, alone, as",
      "one of thousands in a batch, and in several threads at once. Every row is warmed up as long as it",
      "is measured, and every kind of call is held against BigInteger."
    },
    footer = {
      "",
      "Short chains and other rows are of 64 elements, the sum of 2^10.",
      "",
      "Examples:",
      "  fieldstone bench-calls",
      "  fieldstone bench-calls --millis 5000 --threads 16 --json calls.json",
    })
final class BenchCallsCommand implements Callable<Integer> {

  private static final long MAX_MILLIS = 600_000;
  private static final int MAX_THREADS = 1000;
  private static final int MAX_JOBS = 100_000;

  @Option(
      names = "--millis",
      paramLabel = "MS",
      defaultValue = "1000",
      description =
          "How long each row is warmed up, and then measured. By default ${DEFAULT-VALUE}.")
  private long millis;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "8",
      description = "Threads that run jobs side by side. By default ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--jobs",
      paramLabel = "J",
      defaultValue = "10000",
      description = "Jobs of the batch of many. By default ${DEFAULT-VALUE}.")
  private int jobs;

  @Option(
      names = "--elements",
      paramLabel = "N",
      description = "Elements of the long chains. By default 2^20, and 2^16 on a CPU device.")
  private @Nullable Integer elements;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON.")
  private @Nullable Path json;

  @Mixin private final TraceOption trace = new TraceOption();

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  BenchCallsCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    Counts.require("--millis", millis, MAX_MILLIS);
    Counts.require("--threads", threads, MAX_THREADS);
    Counts.require("--jobs", jobs, MAX_JOBS);
    if (elements != null) {
      Counts.require("--elements", elements, SmokeBatch.MAX_ELEMENTS);
    }
    BackendOptions options = device.backendOptions();
    return Output.bench(
        spec, json, () -> run(options), BenchCallsCommand::toJson, BenchCallsCommand::text);
  }

  private CallsBench.Result run(BackendOptions options) {
    try (PersistentBackend gpu = PersistentBackend.open(options);
        Progress progress = Progress.start("bench-calls", CallsBench.STEPS)) {
      boolean cpu = gpu.plan().report().type() == DeviceType.CPU;
      int chains = elements != null ? elements : CallsBench.longElements(cpu);
      CallsBench bench =
          new CallsBench(gpu, Duration.ofMillis(millis), threads, jobs, chains, progress);
      return trace.traced(gpu, "calls", bench::run);
    }
  }

  private static String text(CallsBench.Result result) {
    Table table = new Table("call", "elements", "runs", "median us", "p99 us", "longest us");
    for (CallsBench.Row row : result.rows()) {
      table.row(
          row.call(),
          Long.toString(row.elements()),
          Long.toString(row.runs()),
          micros(row.medianMicros()),
          micros(row.p99Micros()),
          micros(row.longestMicros()));
    }
    return String.format("device %s%n", result.device())
        + table
        + String.format(
            Locale.ROOT, "%d threads: %.0f jobs/s%n", result.threads(), result.jobsPerSecond());
  }

  private static String micros(double micros) {
    return String.format(Locale.ROOT, "%.2f", micros);
  }

  private static Map<String, Object> toJson(CallsBench.Result result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (CallsBench.Row row : result.rows()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("call", row.call());
      json.put("elements", row.elements());
      json.put("runs", row.runs());
      json.put("medianMicros", Json.number(row.medianMicros()));
      json.put("p99Micros", Json.number(row.p99Micros()));
      json.put("longestMicros", Json.number(row.longestMicros()));
      rows.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("device", result.device());
    json.put("threads", result.threads());
    json.put("jobsPerSecond", Json.number(result.jobsPerSecond()));
    json.put("rows", rows);
    return json;
  }
}
