// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Does the pieces of one work in the calling thread and in whatever threads of a pool come to help.
 * The caller needs nobody: a pool that is busy, has no threads or was shut down costs time and
 * nothing else. When {@link #run} returns or throws, no other thread is at a piece, nor will be,
 * and nothing of the work is held by the pool. An interrupt changes nothing and stays.
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
  private static final int LONGS_PER_LINE = 8;

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
    Run run = new Run(pieces, work, 1);
    AtomicReference<@Nullable Run> open = new AtomicReference<>(run);
    try {
      for (long i = Math.min(helpers, pieces - 1); i > 0; i--) {
        pool.execute(
            () -> {
              Run joined = open.get();
              if (joined != null) {
                joined.help(0);
              }
            });
      }
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Shut down, or no thread can be made: it goes without.
    }
    run.work(0);
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
      for (int i = 1; i <= helpers; i++) {
        int member = i;
        pool.execute(() -> crew.help(member));
      }
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Shut down, or no thread can be made: it goes without.
    }
    return crew;
  }

  /**
   * Helpers who look for work until it is closed, or there was none for long. Each has a share of
   * the pieces, the same in each work of as many, and then what is left of the others': what a
   * piece is about is in its core's cache then.
   */
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
      Run run = new Run(pieces, work, (int) Math.max(1, Math.min(threads(), pieces)));
      current = run;
      run.work(0);
      run.awaitHelpers();
      current = null;
      run.rethrow();
    }

    private void help(int member) {
      Run last = null;
      long since = System.nanoTime();
      while (!closed && System.nanoTime() - since < IDLE_NANOS) {
        Run run = current;
        if (run != null && run != last) {
          run.help(member);
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
    private final int shares;

    /** How many pieces of each share were begun, each in a cache line of its own. */
    private final AtomicLongArray begun;

    private final AtomicInteger helpers = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Run(long pieces, Work work, int shares) {
      this.pieces = pieces;
      this.work = work;
      this.shares = shares;
      this.begun = new AtomicLongArray(shares * LONGS_PER_LINE);
    }

    /** Works on a share, and on what is left of the others. */
    void work(int member) {
      try {
        for (int i = 0; i < shares; i++) {
          workOn((member + i) % shares);
        }
      } catch (Throwable e) { // an error, too, is the caller's
        failure.compareAndSet(null, e);
      }
    }

    private void workOn(int share) {
      int at = share * LONGS_PER_LINE;
      long first = first(share);
      long count = first(share + 1) - first;
      while (begun.get(at) < count && failure.get() == null) {
        long piece = begun.getAndIncrement(at);
        if (piece < count) {
          work.accept(first + piece);
        }
      }
    }

    private long first(int share) {
      return pieces / shares * share + Math.min(share, pieces % shares);
    }

    /** Works in a thread of the pool, unless the caller has closed it. */
    void help(int member) {
      int count;
      do {
        count = helpers.get();
        if (count < 0) {
          return;
        }
      } while (!helpers.compareAndSet(count, count + 1));
      work(member);
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
