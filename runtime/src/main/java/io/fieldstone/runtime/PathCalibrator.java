// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.cache.CalibrationFile;
import io.fieldstone.runtime.device.PathCalibration;
import io.fieldstone.runtime.device.PathCalibration.Cost;
import io.fieldstone.runtime.device.TransferPath;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Measures which transfer path is faster for a kernel: once per device, kernel, limb shape and
 * strategy; the result is kept on disk.
 */
final class PathCalibrator {

  private static final long SMALL = 1L << 12;
  private static final long LARGE = 1L << 18;
  private static final int RUNS = 5;

  private final PersistentBackend backend;
  private final CalibrationFile file;

  PathCalibrator(PersistentBackend backend, CalibrationFile file) {
    this.backend = backend;
    this.file = file;
  }

  PathCalibration calibrate(Kernel<?> kernel) {
    String strategy = kernel.strategy().isEmpty() ? "" : "/" + kernel.strategy();
    String key = kernel.descriptor().name() + "/" + kernel.field().shape() + strategy;
    return file.find(key)
        .orElseGet(
            () -> {
              PathCalibration measured = measure(kernel);
              file.put(key, measured);
              return measured;
            });
  }

  private <F> PathCalibration measure(Kernel<F> kernel) {
    try (Scratch<F> small = new Scratch<>(kernel, SMALL);
        Scratch<F> large = new Scratch<>(kernel, LARGE)) {
      return new PathCalibration(
          cost(small, large, TransferPath.HOST_VISIBLE),
          cost(small, large, TransferPath.DEVICE_LOCAL));
    }
  }

  private Cost cost(Scratch<?> small, Scratch<?> large, TransferPath path) {
    ToLongFunction<Scratch<?>> run =
        scratch -> {
          long start = System.nanoTime();
          backend
              .executor()
              .execute(
                  List.of(scratch.job),
                  ExecutionMode.PIPELINED,
                  path,
                  BackendOptions.DEFAULT_CHUNK_ELEMENTS);
          return System.nanoTime() - start;
        };
    return Cost.through(SMALL, (double) best(run, small), LARGE, (double) best(run, large));
  }

  private static long best(ToLongFunction<Scratch<?>> run, Scratch<?> scratch) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      best = Math.min(best, run.applyAsLong(scratch));
    }
    return best;
  }

  /** A job on vectors of its own. What they hold does not matter to its time. */
  private static final class Scratch<F> implements AutoCloseable {
    final Job<F> job;

    Scratch(Kernel<F> kernel, long elements) {
      Job.Builder<F> builder = kernel.job();
      for (int i = 0; i < kernel.descriptor().bindings().size(); i++) {
        builder.bind(
            i,
            kernel
                .backend()
                .hostVector(
                    kernel.field(), elements, kernel.agreement().form(i, ElementForm.CANONICAL)));
      }
      job = builder.build();
    }

    @Override
    public void close() {
      job.vectors().forEach(HostVector::close);
    }
  }
}
