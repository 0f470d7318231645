// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.report.Progress;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.PersistentBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures what pipelining a batch saves: jobs of BLS12-381 Fp {@code vector-add} on an open
 * backend, results into vectors that are there already. A run fills the batch and runs it;
 * sequential and pipelined runs alternate, so that whatever else the machine does meets both.
 * Figures are medians after a warm-up: of a second before the first row, while Java's compilers
 * take the cores that a CPU as device has to compute with, and of a few runs before each.
 */
public final class BatchPipelinedBench {

  /** Measured runs of each mode and row. */
  public static final int RUNS = 31;

  private static final int WARM_UPS = 4;
  private static final long FIRST_WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * One size of a batch.
   *
   * @param elements elements of each job
   * @param jobs jobs in the batch
   * @param sequential the sequential runs
   * @param pipelined the pipelined runs
   */
  public record Row(long elements, int jobs, Samples sequential, Samples pipelined) {

    /** Returns the median of the sequential runs. */
    public double sequentialMillis() {
      return sequential.millis();
    }

    /** Returns the median of the pipelined runs. */
    public double pipelinedMillis() {
      return pipelined.millis();
    }

    /** Returns how many times faster pipelined is. */
    public double ratio() {
      return sequentialMillis() / pipelinedMillis();
    }
  }

  /**
   * The whole bench.
   *
   * @param device the device's name
   * @param rows one per number of elements and jobs
   */
  public record Result(String device, List<Row> rows) {}

  /** Where the data of jobs are. */
  public enum Data {
    /** In host vectors, which the device gets at by itself. */
    HOST_VECTORS,
    /** In Java arrays. */
    HEAP_ARRAYS
  }

  private final PersistentBackend gpu;
  private final Progress progress;
  private final int runs;

  /** Prepares the bench with as many runs as it takes. */
  public BatchPipelinedBench(PersistentBackend gpu, Progress progress) {
    this(gpu, progress, RUNS);
  }

  /**
   * Prepares the bench.
   *
   * @param runs measured runs of each mode and row
   */
  public BatchPipelinedBench(PersistentBackend gpu, Progress progress, int runs) {
    this.gpu = gpu;
    this.progress = progress;
    this.runs = runs;
  }

  /**
   * Runs the bench.
   *
   * @param elements elements of each job; one group of rows each
   * @param jobs jobs in a batch; one row of each group each
   * @throws WrongResultException if a run computes something else than BigInteger
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no room for the largest
   *     batch, before any is made
   */
  public Result run(List<Integer> elements, List<Integer> jobs) {
    Workload.requireRoom(gpu, Collections.max(elements), Collections.max(jobs));
    List<Row> rows = new ArrayList<>();
    warmUp(elements.get(0), jobs.get(0));
    for (int size : elements) {
      for (int count : jobs) {
        rows.add(row(size, count));
        progress.step(size + " x " + count);
      }
    }
    return new Result(gpu.plan().report().name(), rows);
  }

  private void warmUp(int elements, int jobs) {
    try (Workload workload = new Workload(gpu, elements, jobs)) {
      workload.prepare(gpu);
      workload.fill();
      long start = System.nanoTime();
      while (System.nanoTime() - start < FIRST_WARM_UP_NANOS) {
        nanos(workload, ExecutionMode.SEQUENTIAL);
        nanos(workload, ExecutionMode.PIPELINED);
      }
    }
  }

  private Row row(int elements, int jobs) {
    try (Workload workload = new Workload(gpu, elements, jobs)) {
      workload.prepare(gpu);
      workload.fill();
      return measure(workload, elements, jobs);
    }
  }

  /**
   * Measures one size of a batch, with its elements in either place.
   *
   * @throws WrongResultException if a run computes something else than BigInteger
   */
  public Map<Data, Row> rows(int elements, int jobs) {
    Map<Data, Row> rows = new EnumMap<>(Data.class);
    try (Workload workload = new Workload(gpu, elements, jobs)) {
      workload.prepare(gpu);
      workload.fill();
      rows.put(Data.HOST_VECTORS, measure(workload, elements, jobs));
      rows.put(Data.HEAP_ARRAYS, measure(new HeapWorkload(gpu, workload), elements, jobs));
    }
    return rows;
  }

  private Row measure(BatchSource workload, int elements, int jobs) {
    long[] sequential = new long[runs];
    long[] pipelined = new long[runs];
    for (int i = -WARM_UPS; i < runs; i++) {
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
    return new Row(elements, jobs, Samples.ofNanos(sequential), Samples.ofNanos(pipelined));
  }

  private long nanos(BatchSource workload, ExecutionMode mode) {
    try (Batch batch = gpu.batch()) {
      long start = System.nanoTime();
      workload.jobs().forEach(batch::add);
      batch.run(mode);
      return System.nanoTime() - start;
    }
  }
}
