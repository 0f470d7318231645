// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.gate.Deadline;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operation that one of Fieldstone's threads runs. Cancelling it ends it as a
 * deadline does, and waits for that end.
 *
 * <p>What follows it runs in the same thread, and may wait for others: a thread that has ended its
 * operation is none of those that run at once.
 *
 * @param <T> the result's type
 */
final class Started<T> extends CompletableFuture<T> {

  /** Operations that run at once, of all backends; others wait for their turn. */
  private static final int MOST = 16;

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "fieldstone-operation-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });
  private static final ConcurrentLinkedQueue<Started<?>> WAITING = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger RUNNING = new AtomicInteger();

  private final Deadline deadline = Deadline.untilCancelled();
  private final String name;
  private final Consumer<Deadline> operation;
  private final Consumer<CompletableFuture<T>> onEnd;
  private final Runnable onCancel;
  private final Runnable onOver;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile @Nullable Thread runner;

  private Started(
      String name,
      Consumer<Deadline> operation,
      Runnable onOver,
      Consumer<CompletableFuture<T>> onEnd,
      Runnable onCancel) {
    this.name = name;
    this.operation = operation;
    this.onOver = onOver;
    this.onEnd = onEnd;
    this.onCancel = onCancel;
  }

  /**
   * Runs an operation.
   *
   * @param name what it is called, for messages
   * @param operation ends early once the deadline that it is given has passed
   * @param onEnd completes the future once the operation has succeeded
   * @param onCancel what is done if it never runs
   */
  static <T> Started<T> run(
      String name,
      Consumer<Deadline> operation,
      Consumer<CompletableFuture<T>> onEnd,
      Runnable onCancel) {
    return run(name, operation, () -> {}, onEnd, onCancel);
  }

  /**
   * Runs an operation.
   *
   * @param name what it is called, for messages
   * @param operation ends early once the deadline that it is given has passed
   * @param onOver what is done once the operation has ended, or failed, and is none of those that
   *     run at once; it may wait for others
   * @param onEnd completes the future once the operation has succeeded
   * @param onCancel what is done if it never runs
   */
  static <T> Started<T> run(
      String name,
      Consumer<Deadline> operation,
      Runnable onOver,
      Consumer<CompletableFuture<T>> onEnd,
      Runnable onCancel) {
    Started<T> started = new Started<>(name, operation, onOver, onEnd, onCancel);
    WAITING.add(started);
    runWaiting();
    return started;
  }

  private static void runWaiting() {
    while (!WAITING.isEmpty() && mayRun()) {
      Started<?> next = WAITING.poll();
      if (next == null) {
        RUNNING.decrementAndGet();
      } else {
        next.runInThread();
      }
    }
  }

  private static boolean mayRun() {
    int running = RUNNING.get();
    while (running < MOST && !RUNNING.compareAndSet(running, running + 1)) {
      running = RUNNING.get();
    }
    return running < MOST;
  }

  private void runInThread() {
    try {
      THREADS.execute(this::runNow);
    } catch (OutOfMemoryError e) {
      RUNNING.decrementAndGet();
      if (begun.compareAndSet(false, true)) {
        onCancel.run();
        completeExceptionally(
            new OutOfMemoryException("no thread can be made for the operation: " + e.getMessage()));
      }
    }
  }

  private void runNow() {
    boolean mine = begun.compareAndSet(false, true);
    Throwable failure = null;
    try {
      if (mine) {
        runner = Thread.currentThread();
        operation.accept(deadline);
      }
    } catch (Throwable e) { // an error, too, is for whoever waits
      failure = e;
    } finally {
      RUNNING.decrementAndGet();
      runWaiting();
    }
    if (mine) {
      end(failure);
    }
  }

  private void end(@Nullable Throwable failure) {
    try {
      onOver.run();
    } finally {
      if (failure != null) {
        completeExceptionally(failure);
      } else {
        onEnd.accept(this);
      }
    }
  }

  /**
   * Has the operation submit nothing more, and waits for what runs.
   *
   * @return whether it was cancelled; false if it has ended otherwise, before or meanwhile
   */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    deadline.cancel();
    if (begun.compareAndSet(false, true)) {
      onCancel.run();
      completeExceptionally(new CancellationException(name + " was cancelled before it began"));
      return isCancelled();
    }
    if (Thread.currentThread().equals(runner)) {
      return isCancelled(); // it is in the operation, which cannot end before
    }
    try {
      join();
      return false;
    } catch (CompletionException | CancellationException e) {
      return isCancelled();
    }
  }
}
