// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.vector.ParallelPieces;
import io.fieldstone.runtime.vector.PieceRunner;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cores that what the host does for each job of a batch is spread over: those of a crew that
 * stays until the end if the jobs are many, else the caller's. What jobs have is in the cache of
 * whichever core had to do with it last, so that one core alone would wait for most of it. For one
 * thread.
 *
 * <pre>{@code
 * try (BatchCores cores = executor.cores(jobs.size())) {
 *   cores.forEach(jobs.size(), i -> jobs.get(i).begin());
 * }
 * }</pre>
 */
public final class BatchCores implements PieceRunner, AutoCloseable {

  /** Jobs of one piece of work. */
  private static final int PIECE = 128;

  private final ParallelPieces.@Nullable Crew crew;

  private BatchCores(ParallelPieces.@Nullable Crew crew) {
    this.crew = crew;
  }

  /**
   * Returns the cores for some jobs.
   *
   * @param onCpu whether the device is the CPU, from which helpers who wait would take
   */
  static BatchCores of(int jobs, boolean onCpu) {
    return new BatchCores(jobs > PIECE && !onCpu ? ParallelPieces.COMMON.crew() : null);
  }

  /** Returns whether a crew stays. */
  boolean haveCrew() {
    return crew != null;
  }

  @Override
  public int threads() {
    return ParallelPieces.COMMON.threads();
  }

  @Override
  public void run(long pieces, Work work) {
    (crew == null ? ParallelPieces.COMMON : crew).run(pieces, work);
  }

  /** Does something for each of some jobs; what it throws ends it. */
  public void forEach(int jobs, IntConsumer each) {
    if (jobs <= PIECE) {
      for (int i = 0; i < jobs; i++) {
        each.accept(i);
      }
    } else {
      run(
          pieces(jobs),
          piece -> {
            int end = (int) Math.min(jobs, (piece + 1) * PIECE);
            for (int i = (int) piece * PIECE; i < end; i++) {
              each.accept(i);
            }
          });
    }
  }

  /** Returns the sum of something over some jobs. */
  public long sum(int jobs, IntToLongFunction each) {
    long[] sums = new long[pieces(jobs)];
    forEach(jobs, i -> sums[i / PIECE] += each.applyAsLong(i)); // one thread at a piece
    long sum = 0;
    for (long ofPiece : sums) {
      sum += ofPiece;
    }
    return sum;
  }

  private static int pieces(int jobs) {
    return (jobs + PIECE - 1) / PIECE;
  }

  @Override
  public void close() {
    if (crew != null) {
      crew.close();
    }
  }
}
