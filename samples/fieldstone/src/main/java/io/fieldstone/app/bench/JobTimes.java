// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.TransferPath;
import java.time.Duration;
import java.util.List;

/**
 * Times single jobs of BLS12-381 Fp {@code vector-add} on open backends, warmed up as long as they
 * are measured, and checked.
 *
 * <pre>{@code
 * Samples samples = JobTimes.measure(gpu, 64, BatchPipelinedBench.Data.HEAP_ARRAYS, Duration.ofSeconds(1));
 * }</pre>
 */
public final class JobTimes {

  private static final int LEAST_RUNS = 7;

  private JobTimes() {}

  /**
   * Measures jobs of one backend.
   *
   * @param time how long they are warmed up, and then measured
   * @throws WrongResultException if one computes something else than BigInteger
   */
  public static Samples measure(
      PersistentBackend gpu, int elements, BatchPipelinedBench.Data data, Duration time) {
    try (Workload workload = new Workload(gpu, elements, 1)) {
      BatchSource source = prepared(gpu, workload, data);
      Job<?> job = source.jobs().get(0);
      Timings timings = Timings.measure(time, job::run);
      requireRight(source);
      return timings.samples();
    }
  }

  /**
   * Measures the same job by several paths in turns, so that whatever else the machine does meets
   * all of them.
   *
   * @param time how long all together are warmed up, and then measured
   * @return the runs by each path
   * @throws WrongResultException if one computes something else than BigInteger
   */
  public static List<Samples> alternating(
      PersistentBackend gpu, List<TransferPath> paths, int elements, Duration time) {
    try (Workload workload = new Workload(gpu, elements, 1)) {
      BatchSource source = prepared(gpu, workload, BatchPipelinedBench.Data.HOST_VECTORS);
      turns(gpu, source, paths, time);
      List<Samples> samples = turns(gpu, source, paths, time);
      for (TransferPath path : paths) {
        source.poison();
        run(gpu, source, path);
        source.requireRight("a job by " + path);
      }
      return samples;
    }
  }

  private static List<Samples> turns(
      PersistentBackend gpu, BatchSource source, List<TransferPath> paths, Duration time) {
    List<Timings> timings = paths.stream().map(path -> new Timings()).toList();
    long end = System.nanoTime() + time.toNanos();
    for (int run = 0; run < LEAST_RUNS || System.nanoTime() < end; run++) {
      for (int i = 0; i < paths.size(); i++) {
        long start = System.nanoTime();
        run(gpu, source, paths.get(i));
        timings.get(i).add(System.nanoTime() - start);
      }
    }
    return timings.stream().map(Timings::samples).toList();
  }

  private static void run(PersistentBackend gpu, BatchSource source, TransferPath path) {
    try (Batch batch = gpu.batch().path(path)) {
      batch.add(source.jobs().get(0));
      batch.runPipelined();
    }
  }

  private static BatchSource prepared(
      PersistentBackend gpu, Workload workload, BatchPipelinedBench.Data data) {
    workload.prepare(gpu);
    workload.fill();
    return data == BatchPipelinedBench.Data.HEAP_ARRAYS
        ? new HeapWorkload(gpu, workload)
        : workload;
  }

  private static void requireRight(BatchSource source) {
    source.poison();
    source.jobs().get(0).run();
    source.requireRight("a job");
  }
}
