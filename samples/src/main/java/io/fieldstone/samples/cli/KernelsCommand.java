// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.cli;

import static java.util.stream.Collectors.joining;

import io.fieldstone.runtime.KernelRegistry;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.samples.report.Table;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the registered kernels; needs no device. */
@Command(
    name = "kernels",
    header = "Lists the registered kernels.",
    footer = {"", "Example:", "  fieldstone kernels"})
final class KernelsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    KernelRegistry registry = KernelRegistry.load();
    Table table = new Table("kernel", "vectors", "fields", "needs");
    for (KernelDescriptor kernel : registry.kernels()) {
      table.row(
          kernel.name(),
          kernel.bindings().stream()
              .map(binding -> OptionNames.of(binding.access()) + " " + binding.name())
              .collect(joining(", ")),
          registry.fields().stream()
              .filter(field -> kernel.supports(field.shape()))
              .map(Object::toString)
              .collect(joining(", ")),
          kernel.requirements().stream().map(Enum::name).collect(joining(", ")));
    }
    Output.print(spec, table);
    return ExitCodes.OK;
  }
}
