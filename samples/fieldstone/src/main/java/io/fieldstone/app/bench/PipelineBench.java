// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import static java.util.Objects.requireNonNullElse;

import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.PipelineStatistics;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
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
      if (!kernel.isOverPrimeField()) {
        continue;
      }
      for (String strategy : Strategies.of(gpu, kernel, field)) {
        if (formIsOfCall(kernel)) {
          rows.add(row(gpu, kernel, field, strategy, ElementForm.MONTGOMERY));
          rows.add(row(gpu, kernel, field, strategy, ElementForm.CANONICAL));
        } else {
          rows.add(row(gpu, kernel, field, strategy, null));
        }
      }
    }
    return rows;
  }

  private static boolean formIsOfCall(KernelDescriptor kernel) {
    return kernel.bindings().stream().anyMatch(vector -> vector.form() == Form.OF_CALL);
  }

  private static PipelineRow row(
      PersistentBackend gpu,
      KernelDescriptor kernel,
      Field<?> field,
      String strategy,
      @Nullable ElementForm form) {
    PipelineStatistics statistics =
        gpu.kernel(kernel, field, strategy)
            .statistics(requireNonNullElse(form, ElementForm.MONTGOMERY));
    return new PipelineRow(
        kernel.name(),
        strategy,
        form,
        statistics.registers(),
        statistics.spilledBytes(),
        statistics.creationNanos() / NANOS_PER_MILLI);
  }
}
