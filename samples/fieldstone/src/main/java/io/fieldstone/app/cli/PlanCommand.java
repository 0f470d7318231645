// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Table;
import io.fieldstone.kernels.transform.MeasuredPlan;
import io.fieldstone.kernels.transform.Order;
import io.fieldstone.kernels.transform.TransformPlan;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.FiniteField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints how something is computed on the device. */
@Command(
    name = "plan",
    header = "Prints how a transform is made on the device.",
    description = {
      "Prints the passes that a transform of a size is made of on the device: how many elements a",
      "workgroup holds, and the sizes of the small transforms of each pass. With --measure, the",
      "plans of about even passes are timed, and the fastest is kept in the cache folder for all",
      "transforms of this size on this device; the usual plan, unless another is faster by more than",
      "2 percent. On a CPU with other work beside, what is the fastest is chance."
    },
    footer = {
      "",
      "What it prints:",
      "  strategy             how products are made: the fastest way on this device",
      "  elements to a group  what a workgroup holds: small transforms side by side",
      "  thread's elements    in its place on a CPU, for long elements: what a thread holds",
      "  passes               how often all elements are read and written",
      "  pass 1, pass 2 ...   the sizes of small transforms, whose product is the",
      "                       size; of one element, a copy",
      "  between passes       products with powers of the root of unity; or nothing,",
      "                       where the small transforms multiply with them",
      "  in natural order     the passes of transforms whose order stays the same, where",
      "                       they are others than those above",
      "  whole tables up to   the longest table of all powers; beyond it there are two",
      "                       short ones, and each power is a product",
      "",
      "Examples:",
      "  fieldstone plan ntt --field bls12_381_fr --size 1048576",
      "  fieldstone plan ntt --field mersenne31_complex --size 4096",
      "  fieldstone plan ntt --field goldilocks --size 4194304 --measure",
    })
final class PlanCommand implements Callable<Integer> {

  /** What there are plans of. */
  static final String NTT = "ntt";

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      completionCandidates = Candidates.Plans.class,
      description = "What is planned: ntt.")
  private String what = "";

  @Option(
      names = "--field",
      required = true,
      paramLabel = "NAME",
      completionCandidates = Candidates.FiniteFields.class,
      description = "The prime field or extension field, as fields lists it.")
  private String fieldName = "";

  @Option(
      names = "--size",
      required = true,
      paramLabel = "N",
      description = "How many elements, a power of two.")
  private long size;

  @Option(
      names = "--measure",
      description =
          "Time the plans of this size, from natural to reversed order, and keep the fastest for"
              + " later transforms.")
  private boolean measure;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  PlanCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    if (!what.equals(NTT)) {
      throw new BadInputException("there is no plan of \"" + what + "\"; ask for ntt");
    }
    int logSize = Types.logOfSize(size);
    FiniteField<?> field = Types.finiteField(fieldName);
    Types.requireRootOfUnity(field, logSize);
    plan(field);
    return ExitCodes.OK;
  }

  private <F> void plan(FiniteField<F> field) {
    try (PersistentBackend gpu = PersistentBackend.open(device.backendOptions())) {
      List<MeasuredPlan> measured = measure ? TransformPlan.measure(gpu, field, size) : List.of();
      TransformPlan plan = TransformPlan.of(gpu, field, size);
      TransformPlan natural = TransformPlan.of(gpu, field, size, Order.NATURAL);
      if (json) {
        Map<String, @Nullable Object> text = toJson(field, plan);
        text.put("naturalRadices", natural.radices());
        if (measure) {
          text.put("measured", measured.stream().map(PlanCommand::toJson).toList());
        }
        Output.print(spec, Json.text(text));
      } else {
        print(gpu.plan().report().name(), field, plan);
        if (!natural.equals(plan)) {
          Output.println(spec, "in natural order     passes of 2^" + powers(natural));
        }
        if (measure) {
          print(measured, plan);
        }
      }
    }
  }

  private void print(String deviceName, FiniteField<?> field, TransformPlan plan) {
    Output.println(
        spec,
        String.format(
            "ntt of 2^%d elements of %s on %s", plan.logSize(), field.name(), deviceName));
    Output.println(spec, "strategy             " + plan.strategy());
    Output.println(
        spec,
        (plan.isOfThreads() ? "thread's elements    2^" : "elements to a group  2^")
            + plan.logTile());
    Output.println(spec, "passes               " + plan.passes());
    if (plan.radices().isEmpty()) {
      Output.println(spec, "pass 1               a copy");
    }
    for (int i = 0; i < plan.radices().size(); i++) {
      Output.println(
          spec,
          String.format(
              Locale.ROOT, "pass %-15d transforms of 2^%d", i + 1, plan.radices().get(i)));
    }
    if (plan.passes() > 1) {
      Output.println(
          spec, "between passes       " + (plan.multipliesBetween() ? "products" : "nothing"));
    }
    plan.logTableMost().ifPresent(log -> Output.println(spec, "whole tables up to   2^" + log));
  }

  private static String powers(TransformPlan plan) {
    return plan.radices().stream().map(String::valueOf).collect(Collectors.joining(", 2^"));
  }

  private void print(List<MeasuredPlan> measured, TransformPlan kept) {
    Table table = new Table("passes of", "us", "");
    for (MeasuredPlan each : measured) {
      String radices =
          each.plan().radices().stream().map(String::valueOf).collect(Collectors.joining(" + "));
      table.row(
          radices.isEmpty() ? "a copy" : radices + " bits",
          String.format(Locale.ROOT, "%.1f", each.nanos() / 1e3),
          each.plan().equals(kept) ? "kept" : "");
    }
    Output.println(spec, "");
    Output.print(spec, table.toString());
  }

  private static Map<String, @Nullable Object> toJson(MeasuredPlan measured) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("radices", measured.plan().radices());
    json.put("micros", measured.nanos() / 1e3);
    return json;
  }

  private static Map<String, @Nullable Object> toJson(FiniteField<?> field, TransformPlan plan) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("field", field.name());
    json.put("logSize", plan.logSize());
    json.put("strategy", plan.strategy());
    json.put("logTile", plan.logTile());
    json.put("radices", plan.radices());
    json.put("multipliesBetween", plan.multipliesBetween());
    json.put(
        "logTableMost", plan.logTableMost().isPresent() ? plan.logTableMost().getAsInt() : null);
    return json;
  }
}
