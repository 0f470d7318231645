// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.kernels.transform.StreamedTransform;
import io.fieldstone.kernels.transform.TransformPlan;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.util.List;

/** Rows of {@link NttBench} of transforms in parts, whose vectors need not fit the device. */
final class StreamedRows {

  private static final int SEED = 1;

  private StreamedRows() {}

  /**
   * Measures both directions of a size.
   *
   * @throws WrongResultException if one of them is not what its inverse undoes, or has a wrong
   *     value
   */
  static <F> List<NttBench.Row> measure(PersistentBackend gpu, Field<F> field, int log) {
    long size = 1L << log;
    try (var transform = StreamedTransform.of(gpu, field, size);
        HostVector<F> host = gpu.hostVector(field, size, ElementForm.MONTGOMERY);
        HostVector<F> result = gpu.hostVector(field, size, ElementForm.MONTGOMERY)) {
      HostBlocks.zero(result);
      new FewTerms<>(gpu, field, size, 1).require(transform, result);
      KernelVectors.fill(host, SEED);
      transform.forward(host, result);
      transform.inverse(result, result);
      if (!HostBlocks.equal(host, result)) {
        throw new WrongResultException(
            "the inverse of a streamed transform of "
                + size
                + " elements over "
                + field
                + " is not what was transformed");
      }
      double bus = busNanos(gpu, field, transform, host, result);
      Samples there = HostTimes.measure(() -> transform.forward(host, result));
      Samples back = HostTimes.measure(() -> transform.inverse(host, result));
      return List.of(
          row("streamed NR", log, transform, there, bus),
          row("streamed RN", log, transform, back, bus));
    }
  }

  /** Returns what copies of all parts there and back take, one after the other, twice. */
  private static <F> double busNanos(
      PersistentBackend gpu,
      Field<F> field,
      StreamedTransform<F> transform,
      HostVector<F> host,
      HostVector<F> result) {
    long part = 1L << transform.plans().get(1).logSize();
    try (DeviceVector<F> data = gpu.deviceVector(field, part, ElementForm.MONTGOMERY)) {
      Samples copies =
          HostTimes.measure(
              () -> {
                for (long first = 0; first < host.size(); first += part) {
                  data.upload(host.slice(first, part));
                  data.download(result.slice(first, part));
                }
              });
      return 2.0 * copies.medianNanos();
    }
  }

  private static NttBench.Row row(
      String way, int log, StreamedTransform<?> transform, Samples samples, double bus) {
    List<Integer> radices =
        transform.plans().stream().flatMap(plan -> plan.radices().stream()).toList();
    TransformPlan ofRows = transform.plans().get(1);
    return new NttBench.Row(
        way, log, 1, radices, ofRows.strategy(), samples, Double.NaN, bus, Double.NaN);
  }
}
