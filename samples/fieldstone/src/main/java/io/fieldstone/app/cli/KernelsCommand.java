// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.stream.Collectors.joining;

import io.fieldstone.app.operations.Operation;
import io.fieldstone.app.operations.Operations;
import io.fieldstone.app.operations.Scalar;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Table;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.kernel.StrategyDescriptor;
import io.fieldstone.runtime.kernel.VectorElements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists operations and registered kernels; needs no device. */
@Command(
    name = "kernels",
    header = "Lists the operations of run, and the registered kernels.",
    footer = {"", "Examples:", "  fieldstone kernels", "  fieldstone kernels --json"})
final class KernelsCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    KernelRegistry registry = InstalledKernels.load();
    if (json) {
      Map<String, Object> lists = new LinkedHashMap<>();
      lists.put(
          "operations",
          Operations.all(registry).values().stream().map(KernelsCommand::toJson).toList());
      lists.put(
          "kernels", registry.kernels().stream().map(kernel -> toJson(registry, kernel)).toList());
      Output.print(spec, Json.text(lists));
      return ExitCodes.OK;
    }
    Output.print(spec, operations(registry));
    Output.println(spec, "");
    Output.print(spec, kernels(registry));
    return ExitCodes.OK;
  }

  private static Table operations(KernelRegistry registry) {
    Table table = new Table("operation", "reads", "scalar", "computes");
    for (Operation operation : Operations.all(registry).values()) {
      table.row(
          operation.name(),
          String.join(", ", operation.inputs()),
          operation.scalar() == Scalar.NONE ? "" : OptionNames.of(operation.scalar()),
          operation.formula());
    }
    return table;
  }

  private static Table kernels(KernelRegistry registry) {
    Table table = new Table("kernel", "vectors", "strategies", "fields", "needs");
    for (KernelDescriptor kernel : registry.kernels()) {
      table.row(
          kernel.name(),
          kernel.bindings().stream()
              .map(binding -> OptionNames.of(binding.access()) + " " + binding.name())
              .collect(joining(", ")),
          kernel.strategies().stream().map(StrategyDescriptor::name).collect(joining(", ")),
          fields(registry, kernel),
          kernel.requirements().stream().map(Enum::name).collect(joining(", ")));
    }
    return table;
  }

  private static Map<String, Object> toJson(Operation operation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", operation.name());
    json.put("reads", operation.inputs());
    json.put(
        "scalar", operation.scalar() == Scalar.NONE ? null : OptionNames.of(operation.scalar()));
    json.put("computes", operation.formula());
    return json;
  }

  private static Map<String, Object> toJson(KernelRegistry registry, KernelDescriptor kernel) {
    Map<String, Object> vectors = new LinkedHashMap<>();
    kernel
        .bindings()
        .forEach(binding -> vectors.put(binding.name(), OptionNames.of(binding.access())));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", kernel.name());
    json.put("vectors", vectors);
    json.put("strategies", kernel.strategies().stream().map(StrategyDescriptor::name).toList());
    json.put("fields", supported(registry, kernel));
    json.put("needs", kernel.requirements().stream().map(Enum::name).toList());
    return json;
  }

  /** Returns what a kernel's first type argument can be. */
  private static List<String> supported(KernelRegistry registry, KernelDescriptor kernel) {
    if (!kernel.isOverPrimeField()) {
      return Stream.concat(registry.extensionFields().stream(), registry.curves().stream())
          .filter(argument -> fits(argument, kernel))
          .map(TypeArgument::name)
          .toList();
    }
    return registry.fields().stream()
        .filter(field -> kernel.supports(field.shape()))
        .map(Field::name)
        .toList();
  }

  private static boolean fits(TypeArgument<?> argument, KernelDescriptor kernel) {
    boolean ofCurves =
        kernel.bindings().stream()
            .anyMatch(vector -> vector.elements().equals(VectorElements.affine(0)));
    return ofCurves == (argument instanceof Curve)
        && kernel.supports(argument.coordinateField().shape())
        && kernel.supportsDegree(argument.coordinateField().components());
  }

  private static String fields(KernelRegistry registry, KernelDescriptor kernel) {
    List<String> supported = supported(registry, kernel);
    return supported.size() == registry.fields().size() ? "all" : String.join(", ", supported);
  }
}
