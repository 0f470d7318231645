// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A backend's own threads: some that make pipelines, one for each core, since drivers compile each
 * on one core; and one that measures in the background. They are daemons, are started when they are
 * needed, and end when they have had nothing to do for a while. What they run enters the device's
 * gate itself. Thread-safe.
 */
public final class Workers {

  private static final long IDLE_SECONDS = 2;

  /** How often who waits for the threads looks whether the JVM exits. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final class Worker extends Thread {
    private final Workers owner;

    Worker(Workers owner, Runnable task, String name) {
      super(task, name);
      this.owner = owner;
      setDaemon(true);
    }
  }

  private final int threads;
  private final ThreadPoolExecutor makers;
  private final ThreadPoolExecutor tuner;

  /** Makes the threads' owner, without threads. */
  public Workers() {
    this(Runtime.getRuntime().availableProcessors());
  }

  Workers(int threads) {
    this.threads = threads;
    this.makers = pool(threads, "fieldstone-prepare-");
    this.tuner = pool(1, "fieldstone-tuning-");
  }

  private ThreadPoolExecutor pool(int threads, String name) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Worker(this, task, name + number.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Returns how many threads make pipelines. */
  public int threads() {
    return threads;
  }

  /**
   * Has one of the threads that make pipelines do something.
   *
   * @return false if they were stopped, or no thread can be had
   */
  public boolean submit(Runnable task) {
    return execute(makers, task);
  }

  /**
   * Has the thread for measurements do something, after what it was told before.
   *
   * @return false if it was stopped, or no thread can be had
   */
  public boolean inBackground(Runnable task) {
    return execute(tuner, task);
  }

  private static boolean execute(ThreadPoolExecutor pool, Runnable task) {
    try {
      pool.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    } catch (OutOfMemoryError e) {
      return pool.getPoolSize() > 0; // it is queued then; without any thread nobody would come
    }
  }

  /**
   * Does something with each of {@code items}, on all cores; this thread takes part, so that it
   * gets on if all others are busy. It waits for all that was begun.
   *
   * @throws RuntimeException the first that {@code action} threw; the rest was not begun then
   */
  public <T> void forEach(List<T> items, Consumer<? super T> action) {
    Share<T> share = new Share<>(items, action);
    for (int i = 1; i < Math.min(items.size(), threads); i++) {
      submit(share);
    }
    share.run();
    share.await();
  }

  /** Work of which each thread that comes takes the next item until there is none. */
  private static final class Share<T> implements Runnable {
    private final List<T> items;
    private final Consumer<? super T> action;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final CountDownLatch left;

    Share(List<T> items, Consumer<? super T> action) {
      this.items = items;
      this.action = action;
      this.left = new CountDownLatch(items.size());
    }

    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
        try {
          if (failure.get() == null) {
            action.accept(items.get(i));
          }
        } catch (RuntimeException e) {
          failure.compareAndSet(null, e);
        } finally {
          left.countDown();
        }
      }
    }

    void await() {
      boolean interrupted = false;
      while (left.getCount() > 0) {
        try {
          left.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      RuntimeException thrown = failure.get();
      if (thrown != null) {
        throw thrown;
      }
    }
  }

  /**
   * Ends the threads, once the gate is closed and what they do has ended; nothing that waits is
   * begun any more. One of them does not wait: a log handler that closes the backend. Nor does
   * anybody while the JVM exits, which keeps those that were in an operation where they can do no
   * harm.
   *
   * @param gate the device's
   * @return whether nobody is at work any more; false once {@code deadline} has passed before
   */
  public boolean stop(Deadline deadline, Gate gate) {
    makers.shutdownNow();
    tuner.shutdownNow();
    boolean interrupted = false;
    boolean ended = Thread.currentThread() instanceof Worker worker && worker.owner == this;
    while (!ended && !gate.isExiting() && !deadline.passed()) {
      try {
        ended =
            makers.awaitTermination(deadline.nanosLeft(LOOK_NANOS), TimeUnit.NANOSECONDS)
                && tuner.awaitTermination(deadline.nanosLeft(LOOK_NANOS), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended || gate.isExiting();
  }
}
