// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.Table;
import io.fieldstone.app.smoke.SmokeBatch;
import io.fieldstone.app.smoke.SmokeReport;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import java.util.ArrayList;
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

/** Runs random jobs in every way and holds them against BigInteger. */
@Command(
    name = "smoke-batch",
    header = "Runs random jobs in every way and checks every result.",
    description = {
      "Runs every operation on every field, on random elements with edge values mixed in:",
      "element-wise ones as jobs, sequentially and pipelined over both paths, the others on",
      "device vectors; compares all runs with each other and with BigInteger. A job is of",
      "--elements elements, every third one of fewer."
    },
    footer = {
      "",
      "Exit code 1 if anything differs.",
      "",
      "Examples:",
      "  fieldstone smoke-batch",
      "  fieldstone smoke-batch --field bn254_fr --elements 100000 --json smoke.json",
    })
final class SmokeBatchCommand implements Callable<Integer> {

  private static final int MAX_JOBS = 1000;
  private static final double MILLIS_PER_SECOND = 1e3;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      completionCandidates = Candidates.PrimeFields.class,
      split = ",",
      description = "The fields, all by default.")
  private List<String> fieldNames = new ArrayList<>();

  @Option(
      names = "--jobs",
      paramLabel = "J",
      defaultValue = "3",
      description = "Jobs of each kernel on each field. By default ${DEFAULT-VALUE}.")
  private int jobs;

  @Mixin private final SmokeOptions smoke = new SmokeOptions();

  @Mixin private final TraceOption trace = new TraceOption();

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  SmokeBatchCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    long elements = smoke.elements(SmokeBatch.MAX_ELEMENTS);
    Counts.require("--jobs", jobs, MAX_JOBS);
    List<Field<?>> fields =
        fieldNames.isEmpty()
            ? List.copyOf(InstalledKernels.load().fields())
            : Types.fields(fieldNames);
    BackendOptions options = device.backendOptions();
    return Output.withJson(
        smoke.json(),
        out -> {
          SmokeReport report = run(options, fields, elements);
          out.accept(Json.text(report.toJson()));
          Output.print(spec, text(report));
          return report.passed() ? ExitCodes.OK : ExitCodes.MISMATCH;
        });
  }

  private SmokeReport run(BackendOptions options, List<Field<?>> fields, long elements) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      SmokeBatch batch = new SmokeBatch(gpu, fields, elements, jobs, smoke.seed());
      try (Progress progress = Progress.start("smoke-batch", batch.steps())) {
        return trace.traced(gpu, "smoke-batch", () -> batch.run(progress));
      }
    }
  }

  static String text(SmokeReport report) {
    Table table = new Table("mode", "path", "jobs", "elements", "compared", "mismatches", "ms");
    for (SmokeReport.Run run : report.runs()) {
      table.row(
          OptionNames.of(run.mode()),
          OptionNames.of(run.path()),
          Integer.toString(run.jobs()),
          Long.toString(run.elements()),
          Long.toString(run.comparisons()),
          Long.toString(run.mismatches()),
          String.format(Locale.ROOT, "%.2f", run.millis()));
    }
    StringBuilder text = new StringBuilder();
    line(text, "device " + report.device() + ", seed " + report.seed());
    line(
        text,
        String.format(
            Locale.ROOT,
            "prepared %d kernels, %d pipelines, in %.2f s",
            report.prepared().kernels(),
            report.prepared().pipelines(),
            report.prepared().millis() / MILLIS_PER_SECOND));
    text.append(table);
    report.validationMessages().forEach(message -> line(text, "validation: " + message));
    if (report.firstMismatch() != null) {
      line(text, "first mismatch: " + report.firstMismatch());
    }
    line(
        text,
        (report.passed() ? "passed: " : "FAILED: ")
            + report.comparisons()
            + " of "
            + report.plannedComparisons()
            + " comparisons made, "
            + report.mismatches()
            + " mismatches");
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }
}
