// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.bench;

import io.fieldstone.kernels.Bls12381Fp;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.samples.report.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what pipelining a batch saves: jobs of BLS12-381 Fp {@code vector-add} on an open
 * backend, results into vectors that are there already. A run fills the batch and runs it;
 * sequential and pipelined runs alternate, so that whatever else the machine does meets both.
 * Figures are medians after a warm-up.
 */
public final class BatchPipelinedBench {

  /** Measured runs of each mode and row. */
  public static final int RUNS = 31;

  private static final int WARM_UPS = 4;

  /**
   * One size of a batch.
   *
   * @param elements elements of each job
   * @param jobs jobs in the batch
   * @param sequentialMillis median of the sequential runs
   * @param pipelinedMillis median of the pipelined runs
   */
  public record Row(long elements, int jobs, double sequentialMillis, double pipelinedMillis) {

    /** Returns how many times faster pipelined is. */
    public double ratio() {
      return sequentialMillis / pipelinedMillis;
    }
  }

  /**
   * The whole bench.
   *
   * @param device the device's name
   * @param rows one per number of elements and jobs
   */
  public record Result(String device, List<Row> rows) {}

  private final PersistentBackend gpu;
  private final Progress progress;

  /** Prepares the bench. */
  public BatchPipelinedBench(PersistentBackend gpu, Progress progress) {
    this.gpu = gpu;
    this.progress = progress;
  }

  /**
   * Runs the bench.
   *
   * @param elements elements of each job; one group of rows each
   * @param jobs jobs in a batch; one row of each group each
   * @throws WrongResultException if a run computes something else than BigInteger
   */
  public Result run(List<Integer> elements, List<Integer> jobs) {
    List<Row> rows = new ArrayList<>();
    for (int size : elements) {
      for (int count : jobs) {
        try (Workload workload = new Workload(gpu, size, count)) {
          workload.prepare(gpu);
          workload.fill();
          rows.add(measure(workload, size, count));
        }
        progress.step(size + " x " + count);
      }
    }
    return new Result(gpu.plan().report().name(), rows);
  }

  private Row measure(Workload workload, int elements, int jobs) {
    long[] sequential = new long[RUNS];
    long[] pipelined = new long[RUNS];
    for (int i = -WARM_UPS; i < RUNS; i++) {
      // Whichever comes second finds warmer caches, so they take turns.
      boolean sequentialFirst = i % 2 == 0;
      long first =
          nanos(workload, sequentialFirst ? ExecutionMode.SEQUENTIAL : ExecutionMode.PIPELINED);
      long second =
          nanos(workload, sequentialFirst ? ExecutionMode.PIPELINED : ExecutionMode.SEQUENTIAL);
      if (i >= 0) {
        sequential[i] = sequentialFirst ? first : second;
        pipelined[i] = sequentialFirst ? second : first;
      }
    }
    for (ExecutionMode mode : ExecutionMode.values()) {
      workload.poison();
      nanos(workload, mode);
      workload.requireRight(mode.toString());
    }
    return new Row(elements, jobs, Median.millis(sequential), Median.millis(pipelined));
  }

  private long nanos(Workload workload, ExecutionMode mode) {
    try (Batch batch = gpu.batch()) {
      long start = System.nanoTime();
      for (Job<HostVector<Bls12381Fp>> job : workload.jobs()) {
        batch.add(job);
      }
      batch.run(mode);
      return System.nanoTime() - start;
    }
  }
}
