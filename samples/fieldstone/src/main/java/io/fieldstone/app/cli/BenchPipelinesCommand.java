// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.stream.Collectors.joining;

import io.fieldstone.app.bench.PipelineRow;
import io.fieldstone.app.bench.TypePipelineBench;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.Table;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.field.TypeArgument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long the driver takes for the pipelines of kernels, and what it makes. */
@Command(
    name = "bench-pipelines",
    header = "Times the making of pipelines of extension fields and curves.",
    description = {
      "Makes the pipelines of all kernels, with each multiplication strategy of the device and in",
      "each form, without any cache: says how long that takes, how large the module is and the",
      "machine code, and the registers and spilled bytes of an invocation where the driver tells."
    },
    footer = {
      "",
      "A driver may keep a cache of its own, which its documentation says how to turn off.",
      "",
      "Examples:",
      "  fieldstone bench-pipelines",
      "  fieldstone bench-pipelines --type bls12_381_g1,bn254_g1 --json pipelines.json",
      "  fieldstone bench-pipelines --type bls12_381_fr",
    })
final class BenchPipelinesCommand implements Callable<Integer> {

  private static final double BYTES_PER_KB = 1000;

  @Option(
      names = "--type",
      paramLabel = "NAME",
      completionCandidates = Candidates.AllTypes.class,
      split = ",",
      description =
          "Extension fields, curves and prime fields; by default all that are not prime fields.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
  private @Nullable Path json;

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  BenchPipelinesCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    List<TypeArgument<?>> types = names.isEmpty() ? Types.composed() : Types.named(names);
    BackendOptions options = device.backendOptions();
    return Output.bench(
        spec,
        json,
        () -> run(options, types),
        BenchPipelinesCommand::toJson,
        BenchPipelinesCommand::text);
  }

  private TypePipelineBench.Result run(BackendOptions options, List<TypeArgument<?>> types) {
    try (Progress progress = Progress.start("bench-pipelines", types.size())) {
      TypePipelineBench.Result result = TypePipelineBench.run(options, types, progress);
      Types.requireKernels(names, result.without());
      return result;
    }
  }

  private static String text(TypePipelineBench.Result result) {
    Table table =
        new Table(
            "type",
            "kernel",
            "strategy",
            "form",
            "ms",
            "module KB",
            "code KB",
            "registers",
            "spilled bytes");
    for (TypePipelineBench.Row row : result.rows()) {
      PipelineRow pipeline = row.pipeline();
      table.row(
          row.type(),
          pipeline.kernel(),
          pipeline.strategy(),
          pipeline.form() == null ? "fixed" : OptionNames.of(pipeline.form()),
          decimal(pipeline.creationMillis()),
          decimal(row.moduleBytes() / BYTES_PER_KB),
          pipeline.codeBytes().isPresent()
              ? decimal(pipeline.codeBytes().getAsLong() / BYTES_PER_KB)
              : "unknown",
          text(pipeline.registers()),
          text(pipeline.spilledBytes()));
    }
    String end = System.lineSeparator();
    return "device "
        + result.device()
        + ", driver "
        + result.driver()
        + end
        + table
        + result.without().stream()
            .map(type -> "no kernels, nothing timed: " + type + end)
            .collect(joining());
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "unknown";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static Map<String, Object> toJson(TypePipelineBench.Result result) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (TypePipelineBench.Row row : result.rows()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("type", row.type());
      map.putAll(KernelsReport.toJson(row.pipeline()));
      map.put("moduleBytes", row.moduleBytes());
      rows.add(map);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("device", result.device());
    json.put("driver", result.driver());
    json.put("pipelines", rows);
    json.put("without", result.without());
    return json;
  }
}
