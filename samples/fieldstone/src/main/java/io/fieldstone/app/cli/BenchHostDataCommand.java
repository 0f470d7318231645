// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.bench.HostDataBench;
import io.fieldstone.app.bench.HostDataRow;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.Table;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.field.Field;
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

/** Times copies between vectors and arrays, buffers and files. */
@Command(
    name = "bench-host-data",
    header = "Times copies between host vectors and arrays, buffers, files.",
    description = {
      "Times BigInteger[], byte[], int[], long[], direct buffers and a temporary file, into a host",
      "vector and out of it: nanoseconds per element in one thread and on all cores. What goes in",
      "is checked to be below the modulus, as ever. The device takes no part."
    },
    footer = {
      "",
      "Examples:",
      "  fieldstone bench-host-data",
      "  fieldstone bench-host-data --field bn254_fr --elements 4194304",
    })
final class BenchHostDataCommand implements Callable<Integer> {

  @Option(
      names = "--field",
      paramLabel = "NAME",
      completionCandidates = Candidates.PrimeFields.class,
      split = ",",
      defaultValue = "bls12_381_fp,bls12_381_fr,goldilocks,baby_bear",
      description = "The fields. By default ${DEFAULT-VALUE}.")
  private List<String> fieldNames = new ArrayList<>();

  @Option(
      names = "--elements",
      paramLabel = "N",
      defaultValue = "1048576",
      description = "Elements of each vector. By default ${DEFAULT-VALUE}.")
  private int elements;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON.")
  private @Nullable Path json;

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  BenchHostDataCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    Counts.require("--elements", elements, HostDataBench.mostElements());
    BackendOptions options = device.backendOptions();
    List<Field<?>> fields = Types.fields(fieldNames);
    return Output.bench(
        spec,
        json,
        () -> run(options, fields),
        BenchHostDataCommand::toJson,
        BenchHostDataCommand::text);
  }

  private HostDataBench.Result run(BackendOptions options, List<Field<?>> fields) {
    try (Progress progress =
        Progress.start("bench-host-data", HostDataBench.steps(fields.size()))) {
      return HostDataBench.run(options, fields, elements, progress);
    }
  }

  private static String text(HostDataBench.Result result) {
    Table table =
        new Table("field", "form", "copy", "ns, one thread", "ns, all cores", "GB/s, all cores");
    for (HostDataRow row : result.rows()) {
      table.row(
          row.field(),
          row.form().name().toLowerCase(Locale.ROOT),
          row.copy(),
          row.nanosOneThread() == 0
              ? "-"
              : String.format(Locale.ROOT, "%.2f", row.nanosOneThread()),
          String.format(Locale.ROOT, "%.2f", row.nanos()),
          String.format(Locale.ROOT, "%.2f", row.gigabytesPerSecond()));
    }
    return String.format(
            "device %s; %d cores; %d elements, ns per element; medians%n",
            result.device(), result.threads(), result.elements())
        + table;
  }

  private static Map<String, Object> toJson(HostDataBench.Result result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (HostDataRow row : result.rows()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("field", row.field());
      json.put("form", row.form().name().toLowerCase(Locale.ROOT));
      json.put("copy", row.copy());
      if (row.nanosOneThread() > 0) {
        json.put("nanosPerElementOneThread", Json.number(row.nanosOneThread()));
      }
      json.put("nanosPerElement", Json.number(row.nanos()));
      json.put("gigabytesPerSecond", Json.number(row.gigabytesPerSecond()));
      rows.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("device", result.device());
    json.put("cores", result.threads());
    json.put("elements", result.elements());
    json.put("rows", rows);
    return json;
  }
}
