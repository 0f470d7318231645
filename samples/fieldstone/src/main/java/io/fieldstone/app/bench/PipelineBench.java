// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import static java.util.Objects.requireNonNullElse;

import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.PipelineStatistics;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes pipelines, and asks the driver about them. */
final class PipelineBench {

  private static final double NANOS_PER_MILLI = 1e6;

  private PipelineBench() {}

  /**
   * Makes the pipelines of all kernels with strategies, for both forms, on a backend of their own.
   *
   * @param options with an empty cache folder, so that creation is creation
   * @return one list per field
   */
  static List<List<PipelineRow>> measure(BackendOptions options, List<Field<?>> fields) {
    try (PersistentBackend gpu =
        PersistentBackend.open(options.withPipelineStatistics(true).withValidation(false))) {
      return fields.stream().map(field -> measure(gpu, field)).toList();
    }
  }

  private static List<PipelineRow> measure(PersistentBackend gpu, Field<?> field) {
    List<PipelineRow> rows = new ArrayList<>();
    for (KernelDescriptor kernel : gpu.registry().kernels()) {
      if (kernel.isOverPrimeField()) {
        for (String strategy : Strategies.of(gpu, kernel, field)) {
          rows.addAll(rows(gpu, kernel, field, strategy));
        }
      }
    }
    return rows;
  }

  /** Makes the pipelines of a kernel with a strategy, an empty one if it has none: of each form. */
  static List<PipelineRow> rows(
      PersistentBackend gpu, KernelDescriptor kernel, TypeArgument<?> type, String strategy) {
    return formIsOfCall(kernel)
        ? List.of(
            row(gpu, kernel, type, strategy, ElementForm.MONTGOMERY),
            row(gpu, kernel, type, strategy, ElementForm.CANONICAL))
        : List.of(row(gpu, kernel, type, strategy, null));
  }

  private static boolean formIsOfCall(KernelDescriptor kernel) {
    return kernel.bindings().stream().anyMatch(vector -> vector.form() == Form.OF_CALL);
  }

  private static PipelineRow row(
      PersistentBackend gpu,
      KernelDescriptor kernel,
      TypeArgument<?> type,
      String strategy,
      @Nullable ElementForm form) {
    PipelineStatistics statistics =
        Strategies.kernel(gpu, kernel, type, strategy)
            .statistics(requireNonNullElse(form, ElementForm.MONTGOMERY));
    return new PipelineRow(
        kernel.name(),
        strategy,
        form,
        statistics.registers(),
        statistics.spilledBytes(),
        statistics.codeBytes(),
        statistics.creationNanos() / NANOS_PER_MILLI);
  }
}
