// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Does the pieces of one work in the calling thread and in whatever threads of a pool come to help,
 * in ascending order. The caller needs nobody: a pool that is busy, has no threads or was shut down
 * costs time and nothing else. When {@link #run} returns or throws, no other thread is at a piece,
 * nor will be, and nothing of the work is held by the pool. An interrupt changes nothing and stays.
 *
 * <pre>{@code
 * ParallelPieces.COMMON.run(pieces, piece -> copy(piece * SIZE, SIZE));
 * }</pre>
 *
 * <p>Pieces are short and wait for nothing. Thread-safe.
 */
public final class ParallelPieces implements PieceRunner {

  /** On all cores, in the JVM's common pool. */
  public static final ParallelPieces COMMON =
      new ParallelPieces(
          ForkJoinPool.commonPool(),
          Math.min(
              ForkJoinPool.getCommonPoolParallelism(),
              Runtime.getRuntime().availableProcessors() - 1));

  /** The bit of {@link Run#helpers} that says that nobody comes in any more. */
  private static final int CLOSED = Integer.MIN_VALUE;

  private static final int LOOKS = 2000;

  private final Executor pool;
  private final int helpers;

  /**
   * Makes a runner.
   *
   * @param pool runs the helpers, or does not
   * @param helpers how many of them are asked for at most
   */
  ParallelPieces(Executor pool, int helpers) {
    this.pool = pool;
    this.helpers = helpers;
  }

  @Override
  public int threads() {
    return helpers + 1;
  }

  /** Does pieces {@code 0 .. pieces}, and throws what the first one that failed has thrown. */
  @Override
  public void run(long pieces, Work work) {
    Run run = new Run(pieces, work);
    AtomicReference<@Nullable Run> open = new AtomicReference<>(run);
    try {
      for (long i = Math.min(helpers, pieces - 1); i > 0; i--) {
        pool.execute(
            () -> {
              Run joined = open.get();
              if (joined != null) {
                joined.help();
              }
            });
      }
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Shut down, or no thread can be made: it goes without.
    }
    run.work();
    run.awaitHelpers();
    open.set(null); // the pool may keep what it has not begun for long
    run.rethrow();
  }

  /**
   * Returns a crew of helpers who stay for the works of a while: to wake one takes longer than many
   * a work.
   */
  public Crew crew() {
    Crew crew = new Crew();
    try {
      for (int i = 0; i < helpers; i++) {
        pool.execute(crew::help);
      }
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Shut down, or no thread can be made: it goes without.
    }
    return crew;
  }

  /** Helpers who look for work until it is closed, or there was none for long. */
  public final class Crew implements PieceRunner, AutoCloseable {

    private static final long IDLE_NANOS = 2_000_000;

    private volatile @Nullable Run current;
    private volatile boolean closed;

    private Crew() {}

    @Override
    public int threads() {
      return ParallelPieces.this.threads();
    }

    @Override
    public void run(long pieces, Work work) {
      Run run = new Run(pieces, work);
      current = run;
      run.work();
      run.awaitHelpers();
      current = null;
      run.rethrow();
    }

    private void help() {
      Run last = null;
      long since = System.nanoTime();
      while (!closed && System.nanoTime() - since < IDLE_NANOS) {
        Run run = current;
        if (run != null && run != last) {
          run.help();
          last = run;
          since = System.nanoTime();
        } else {
          Thread.onSpinWait();
        }
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** One work. */
  private static final class Run {

    private final long pieces;
    private final Work work;
    private final Thread caller = Thread.currentThread();
    private final AtomicLong next = new AtomicLong();
    private final AtomicInteger helpers = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Run(long pieces, Work work) {
      this.pieces = pieces;
      this.work = work;
    }

    void work() {
      try {
        for (long piece = next.getAndIncrement();
            piece < pieces && failure.get() == null;
            piece = next.getAndIncrement()) {
          work.accept(piece);
        }
      } catch (Throwable e) { // an error, too, is the caller's
        failure.compareAndSet(null, e);
      }
    }

    /** Works in a thread of the pool, unless the caller has closed it. */
    void help() {
      int count;
      do {
        count = helpers.get();
        if (count < 0) {
          return;
        }
      } while (!helpers.compareAndSet(count, count + 1));
      work();
      if (helpers.decrementAndGet() == CLOSED) {
        LockSupport.unpark(caller);
      }
    }

    void awaitHelpers() {
      boolean interrupted = false;
      if (helpers.getAndUpdate(count -> count | CLOSED) > 0) {
        for (int look = 0; look < LOOKS && helpers.get() != CLOSED; look++) {
          Thread.onSpinWait(); // for as long as a piece takes
        }
        while (helpers.get() != CLOSED) {
          LockSupport.park(this);
          interrupted |= Thread.interrupted();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void rethrow() {
      Throwable thrown = failure.get();
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
      if (thrown != null) {
        throw new IllegalStateException(thrown);
      }
    }
  }
}
