// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.bench.NttBench;
import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.Table;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FiniteField;
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

/** Measures transforms. */
@Command(
    name = "bench-ntt",
    header = "Times number-theoretic transforms on the device, and on BigInteger.",
    description = {
      "Times transforms of vectors that are on the device, forward, inverse and on a coset, beside",
      "what a copy in each pass would take, and what its products would take in registers; from",
      "host memory to host memory, beside what the copies there and back take; and those of one",
      "CPU thread on BigInteger. Each is first held against its inverse, and polynomials of a few",
      "terms against their values on BigInteger. With --streamed, those of vectors in host memory",
      "part by part, which need not fit the device, beside twice the copies there and back."
    },
    footer = {
      "",
      "N is natural order and R bit-reversed order, of what is read and then of what is written;",
      "passes are the bits that each pass over memory transforms. Without --size, sizes are 4096 to",
      "16777216 on a GPU, 4096 and 65536 on a CPU device, or the field's largest; 16777216 and",
      "67108864 on a GPU with --streamed. Products in registers are timed of prime fields alone.",
      "BigInteger transforms one row, of the largest size or 65536 elements at most. Fields are those",
      "that come with Fieldstone; for one's own, time Transform.apply by a GpuTimer.",
      "A transform by itself is timed by the device's clock, which adds 1 or 2 us to each pass; in a",
      "program there are up to 256 one after the other, where one takes less than 250 us; 250 ms on",
      "a CPU device, whose clock costs a fifth of a transform. BigInteger is held against that.",
      "Streamed, passes are those of columns and of rows; what goes there and what comes back can be",
      "on the bus at once, so that it may take less than the copies one after the other.",
      "",
      "Examples:",
      "  fieldstone bench-ntt",
      "  fieldstone bench-ntt --field goldilocks --size 1048576 --json ntt.json",
      "  fieldstone bench-ntt --field baby_bear --size 1024 --rows 1024",
      "  fieldstone bench-ntt --field mersenne31_complex",
      "  fieldstone bench-ntt --streamed --size 268435456",
    })
final class BenchNttCommand implements Callable<Integer> {

  private static final List<Integer> GPU_SIZES = List.of(12, 16, 20, 22, 24);
  private static final List<Integer> GPU_SIZES_STREAMED = List.of(24, 26);
  private static final List<Integer> CPU_SIZES = List.of(12, 16);
  private static final double NANOS_PER_MICRO = 1e3;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      completionCandidates = Candidates.FiniteFields.class,
      defaultValue = "bls12_381_fr",
      description =
          "The field, a prime field or an extension that has transforms. ${DEFAULT-VALUE}.")
  private String fieldName = "";

  @Option(
      names = "--size",
      paramLabel = "N",
      split = ",",
      description = "How many elements, powers of two.")
  private List<Long> sizes = new ArrayList<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many transforms are made at once, one after the other in memory. ${DEFAULT-VALUE}.")
  private int rows;

  @Option(
      names = "--streamed",
      description =
          "Time transforms of vectors in host memory that need not fit the device, over prime"
              + " fields.")
  private boolean streamed;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON.")
  private @Nullable Path json;

  @Mixin private final RowTimeOption time = new RowTimeOption();

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  BenchNttCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    time.require();
    FiniteField<?> field = Types.finiteField(fieldName);
    List<Integer> logs = new ArrayList<>();
    for (long size : sizes) {
      int log = Types.logOfSize(size);
      Types.requireRootOfUnity(field, log);
      logs.add(log);
    }
    if (rows < 1) {
      throw new BadInputException("--rows " + rows + " is not positive; give 1 or more");
    }
    for (int log : logs) {
      if (rows > Long.MAX_VALUE >> log) {
        throw new BadInputException(
            "--rows "
                + rows
                + " of --size "
                + (1L << log)
                + " are more than 2^63 - 1 elements; give fewer");
      }
    }
    if (streamed && rows > 1) {
      throw new BadInputException("--streamed transforms one vector; leave --rows out");
    }
    if (streamed && time.isGiven()) {
      throw new BadInputException("--streamed has a number of runs of its own; leave --millis out");
    }
    if (streamed && !(field instanceof Field<?>)) {
      throw new BadInputException(
          "--streamed is over prime fields, and " + field + " is an extension");
    }
    return Output.bench(
        spec, json, () -> run(field, logs), BenchNttCommand::toJson, BenchNttCommand::text);
  }

  private NttBench.Result run(FiniteField<?> field, List<Integer> logs) {
    try (PersistentBackend gpu = PersistentBackend.open(device.backendOptions())) {
      List<Integer> chosen =
          !logs.isEmpty()
              ? logs
              : sizes(gpu.plan().report().type()).stream()
                  .filter(log -> log <= field.twoAdicity())
                  .toList();
      if (chosen.isEmpty()) {
        chosen = List.of(field.twoAdicity());
      }
      try (Progress progress = Progress.start("bench-ntt", chosen.size())) {
        NttBench bench = new NttBench(gpu, time.measured(), progress);
        return streamed && field instanceof Field<?> prime
            ? bench.runStreamed(prime, chosen)
            : bench.run(field, chosen, rows);
      }
    }
  }

  private List<Integer> sizes(DeviceType type) {
    if (type == DeviceType.CPU) {
      return CPU_SIZES;
    }
    return streamed ? GPU_SIZES_STREAMED : GPU_SIZES;
  }

  private static boolean isStreamed(NttBench.Result result) {
    return result.rows().get(0).way().startsWith("streamed");
  }

  private static String text(NttBench.Result result) {
    Table table =
        new Table(
            "ntt",
            "size",
            "rows",
            "passes",
            "us",
            "us in a program",
            isStreamed(result) ? "times the copies" : "times memory's floor",
            "times multiplier's");
    for (NttBench.Row row : result.rows()) {
      double nanos = row.samples().medianNanos();
      table.row(
          row.way(),
          "2^" + row.logSize(),
          Integer.toString(row.rows()),
          row.radices().isEmpty() ? "a copy" : row.radices().toString(),
          decimal(nanos / NANOS_PER_MICRO),
          micros(row.inProgramNanos()),
          times(nanos, row.memoryNanos()),
          times(nanos, row.multiplierNanos()));
    }
    return String.format(
            Locale.ROOT,
            "device %s; %s, strategy %s%n",
            result.device(),
            result.field(),
            result.rows().get(0).strategy())
        + table
        + String.format(
            Locale.ROOT,
            "BigInteger, one thread, one row of 2^%d: %.1f us%s%n",
            result.bigIntegerLogSize(),
            result.bigIntegerNanos() / NANOS_PER_MICRO,
            result.besideBigInteger().map(row -> bigIntegerTimes(result, row)).orElse(""));
  }

  /** Returns how many times a floor something took, if there is any. */
  private static String times(double nanos, double floor) {
    return floor > 0 ? String.format(Locale.ROOT, "%.2f", nanos / floor) : "-";
  }

  private static String bigIntegerTimes(NttBench.Result result, NttBench.Row row) {
    double times = result.bigIntegerTimes(row);
    return String.format(
        Locale.ROOT,
        times < 1 ? ", %.4f times NR%s" : ", %.1f times NR%s",
        times,
        row.inProgram() ? " in a program" : "");
  }

  private static String micros(double nanos) {
    return Double.isNaN(nanos) ? "-" : decimal(nanos / NANOS_PER_MICRO);
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static @Nullable Object jsonMicros(double nanos) {
    return Double.isNaN(nanos) ? null : Json.number(nanos / NANOS_PER_MICRO);
  }

  private static Map<String, Object> toJson(NttBench.Result result) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (NttBench.Row row : result.rows()) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("way", row.way());
      json.put("logSize", row.logSize());
      json.put("rows", row.rows());
      json.put("radices", row.radices());
      json.put("strategy", row.strategy());
      json.put("micros", Json.number(row.samples().medianNanos() / NANOS_PER_MICRO));
      json.put("microsInProgram", jsonMicros(row.inProgramNanos()));
      json.put("memoryFloorMicros", Json.number(row.memoryNanos() / NANOS_PER_MICRO));
      json.put("multiplierFloorMicros", jsonMicros(row.multiplierNanos()));
      rows.add(json);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("device", result.device());
    all.put("field", result.field());
    all.put("rows", rows);
    all.put("bigIntegerLogSize", result.bigIntegerLogSize());
    all.put("bigIntegerMicros", Json.number(result.bigIntegerNanos() / NANOS_PER_MICRO));
    result
        .besideBigInteger()
        .ifPresent(row -> all.put("bigIntegerTimes", Json.number(result.bigIntegerTimes(row))));
    return all;
  }
}
