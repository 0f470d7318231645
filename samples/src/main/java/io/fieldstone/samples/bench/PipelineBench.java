// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.bench;

import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.ElementForm;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.PipelineStatistics;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.ArrayList;
import java.util.List;

/** Makes pipelines, and asks the driver about them. */
final class PipelineBench {

  private static final double NANOS_PER_MILLI = 1e6;

  private static final List<ElementForm> FORMS =
      List.of(ElementForm.MONTGOMERY, ElementForm.CANONICAL);

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
      for (String strategy : Strategies.of(gpu, kernel, field)) {
        for (ElementForm form : FORMS) {
          PipelineStatistics statistics = gpu.kernel(kernel, field, strategy).statistics(form);
          rows.add(
              new PipelineRow(
                  kernel.name(),
                  strategy,
                  form,
                  statistics.registers(),
                  statistics.spilledBytes(),
                  statistics.creationNanos() / NANOS_PER_MILLI));
        }
      }
    }
    return rows;
  }
}
