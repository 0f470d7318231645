// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.stream.Collectors.joining;

import io.fieldstone.app.operations.Operation;
import io.fieldstone.app.operations.Operations;
import io.fieldstone.app.operations.Scalar;
import io.fieldstone.app.report.Table;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.kernel.StrategyDescriptor;
import io.fieldstone.runtime.kernel.VectorElements;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists operations and registered kernels; needs no device. */
@Command(
    name = "kernels",
    header = "Lists the operations of run, and the registered kernels.",
    footer = {"", "Example:", "  fieldstone kernels"})
final class KernelsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    KernelRegistry registry = InstalledKernels.load();
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

  /** Returns what a kernel's first type argument can be. */
  private static String fields(KernelRegistry registry, KernelDescriptor kernel) {
    if (!kernel.isOverPrimeField()) {
      return Stream.concat(registry.extensionFields().stream(), registry.curves().stream())
          .filter(argument -> fits(argument, kernel))
          .map(TypeArgument::name)
          .collect(joining(", "));
    }
    List<String> supported =
        registry.fields().stream()
            .filter(field -> kernel.supports(field.shape()))
            .map(Field::name)
            .toList();
    return supported.size() == registry.fields().size() ? "all" : String.join(", ", supported);
  }

  private static boolean fits(TypeArgument<?> argument, KernelDescriptor kernel) {
    boolean ofCurves =
        kernel.bindings().stream()
            .anyMatch(vector -> vector.elements().equals(VectorElements.affine(0)));
    return ofCurves == (argument instanceof Curve)
        && kernel.supports(argument.coordinateField().shape())
        && kernel.supportsDegree(argument.coordinateField().components());
  }
}
