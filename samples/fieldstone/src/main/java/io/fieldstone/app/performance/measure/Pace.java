// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.measure;

import io.fieldstone.app.bench.CallsBench;
import java.time.Duration;
import java.util.List;

/**
 * How long is measured, and on what.
 *
 * @param name what it is called in the report
 * @param row how long a row is warmed up, and then measured
 * @param kernel how long a kernel is measured
 * @param smallJobs jobs of the batch of many small ones
 * @param chainElements elements of the long chains of calls
 * @param batches what batches are measured
 * @param batchRuns runs of each batch
 * @param pathSizes elements of the jobs that both transfer paths are measured with
 * @param chunkSizes elements of a chunk
 * @param chunkedElements elements of the job that is cut into chunks
 * @param residentElements elements of vectors on the device
 * @param transformLogs log2 of the sizes of transforms
 * @param hostElements elements of vectors that arrays are copied to
 */
public record Pace(
    String name,
    Duration row,
    Duration kernel,
    int smallJobs,
    int chainElements,
    List<BatchSize> batches,
    int batchRuns,
    List<Integer> pathSizes,
    List<Integer> chunkSizes,
    int chunkedElements,
    long residentElements,
    List<Integer> transformLogs,
    int hostElements) {

  /**
   * The size of a batch.
   *
   * @param elements elements of each job
   * @param jobs jobs in the batch
   */
  record BatchSize(int elements, int jobs) {}

  private static final List<BatchSize> BATCHES =
      List.of(
          new BatchSize(1 << 14, 2),
          new BatchSize(1 << 14, 3),
          new BatchSize(1 << 14, 4),
          new BatchSize(1 << 16, 3),
          new BatchSize(1 << 16, 4),
          new BatchSize(1 << 18, 4));

  private static final List<Integer> SIZES =
      List.of(64, 512, 4096, 1 << 14, 1 << 16, 1 << 18, 1 << 20);

  private static final List<Integer> CHUNKS = List.of(1 << 15, 1 << 17, 1 << 19);

  /** Returns the pace that takes two minutes on a slow CPU device. */
  public static Pace quick(boolean cpu) {
    return new Pace(
        "quickly",
        Duration.ofMillis(250),
        Duration.ofMillis(100),
        CallsBench.JOBS,
        CallsBench.longElements(cpu),
        BATCHES,
        9,
        cpu ? SIZES.subList(0, 6) : SIZES,
        CHUNKS,
        1 << 19,
        cpu ? 1 << 15 : 1 << 22,
        cpu ? List.of(12) : List.of(12, 16),
        1 << 16);
  }

  /** Returns the pace whose figures are good enough to be quoted. */
  public static Pace thorough(boolean cpu) {
    return new Pace(
        "thoroughly",
        Duration.ofMillis(1500),
        Duration.ofMillis(300),
        CallsBench.JOBS,
        CallsBench.longElements(cpu),
        BATCHES,
        31,
        cpu ? SIZES : List.of(64, 512, 4096, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24),
        cpu ? CHUNKS : List.of(1 << 15, 1 << 17, 1 << 19, 1 << 21),
        cpu ? 1 << 20 : 1 << 23,
        cpu ? 1 << 16 : 1 << 24,
        cpu ? List.of(12, 16) : List.of(12, 16, 20),
        1 << 20);
  }

  /** Returns seconds of a row with its warm-up. */
  double rowSeconds() {
    return 2 * row.toMillis() / 1e3;
  }
}
