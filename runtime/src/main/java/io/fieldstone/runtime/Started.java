// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.gate.Deadline;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The result of an operation that one of Fieldstone's threads runs. Cancelling it ends it as a
 * deadline does, and waits for that end.
 *
 * @param <T> the result's type
 */
final class Started<T> extends CompletableFuture<T> {

  /** Operations that run at once, of all backends; others wait for their turn. */
  private static final int MOST = 16;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final ExecutorService THREADS = threads();

  private final Deadline deadline;
  private final AtomicBoolean begun = new AtomicBoolean();

  private Started(Deadline deadline) {
    this.deadline = deadline;
  }

  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "fieldstone-operation-" + NUMBER.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * Runs an operation, which ends early once the deadline that it is given has passed.
   *
   * @throws OutOfMemoryException if there is no thread for it
   */
  static <T> Started<T> run(Function<Deadline, T> operation) {
    Started<T> started = new Started<>(Deadline.untilCancelled());
    try {
      THREADS.execute(() -> started.runNow(operation));
    } catch (OutOfMemoryError e) {
      throw new OutOfMemoryException("no thread can be made for the operation: " + e.getMessage());
    }
    return started;
  }

  private void runNow(Function<Deadline, T> operation) {
    if (begun.compareAndSet(false, true)) {
      try {
        complete(operation.apply(deadline));
      } catch (Throwable e) { // an error, too, is for whoever waits
        completeExceptionally(e);
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
      return super.cancel(mayInterruptIfRunning);
    }
    try {
      join();
      return false;
    } catch (CompletionException | CancellationException e) {
      return isCancelled();
    }
  }
}
