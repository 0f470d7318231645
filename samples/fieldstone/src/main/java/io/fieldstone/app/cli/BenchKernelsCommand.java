// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.bench.KernelsBench;
import io.fieldstone.app.report.Progress;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.field.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the kernels, and the CPU beside them. */
@Command(
    name = "bench-kernels",
    header = "Times every operation on the device, and products on the CPU.",
    description = {
      "Times every operation on vectors that are on the device, against the bandwidth of a copy;",
      "a hundred products per element in registers, with each multiplication strategy; and, in",
      "the same run, products of one CPU thread: BigInteger's, and those of the native library",
      "blst where it has the field. Results are compared with BigInteger first."
    },
    footer = {
      "",
      "Vectors have 16777216 elements on a GPU, 65536 on a CPU device; inversions a quarter of it",
      "and products in registers an eighth if more would take long. Exponents are 5.",
      "",
      "Examples:",
      "  fieldstone bench-kernels",
      "  fieldstone bench-kernels --field bn254_fr --strategy portable --json k.json",
      "  fieldstone bench-kernels --field all --elements 1048576",
    })
final class BenchKernelsCommand implements Callable<Integer> {

  /** The word for all fields. */
  static final String ALL = "all";

  @Option(
      names = "--field",
      paramLabel = "NAME",
      completionCandidates = Candidates.PrimeFieldsOrAll.class,
      split = ",",
      defaultValue = "bls12_381_fp,bls12_381_fr,goldilocks,baby_bear,mersenne31",
      description = "The fields, or all. By default ${DEFAULT-VALUE}.")
  private List<String> fieldNames = new ArrayList<>();

  @Option(names = "--elements", paramLabel = "N", description = "Elements of each vector.")
  private @Nullable Long elements;

  @Option(
      names = "--strategy",
      paramLabel = "STRATEGY",
      completionCandidates = Candidates.Strategies.class,
      description =
          "Only this strategy, where a field has it; GPU_STRATEGY, or each that the device can"
              + " run, by default.")
  private @Nullable String strategy;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON.")
  private @Nullable Path json;

  @Mixin private final RowTimeOption time = new RowTimeOption();

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  BenchKernelsCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    time.require();
    if (elements != null) {
      Counts.require("--elements", elements, Long.MAX_VALUE);
    }
    BackendOptions options = device.backendOptions();
    if (strategy != null) {
      options = options.withStrategy(strategy);
    }
    BackendOptions chosen = options;
    List<Field<?>> fields = fields();
    return Output.bench(
        spec, json, () -> run(chosen, fields), KernelsReport::toJson, KernelsReport::text);
  }

  private List<Field<?>> fields() {
    return fieldNames.equals(List.of(ALL))
        ? List.copyOf(InstalledKernels.load().fields())
        : Types.fields(fieldNames);
  }

  private KernelsBench.Result run(BackendOptions options, List<Field<?>> fields) {
    try (Progress progress = Progress.start("bench-kernels", KernelsBench.steps(fields.size()))) {
      return KernelsBench.run(
          options, fields, elements == null ? 0 : elements, time.measured(), progress);
    }
  }
}
