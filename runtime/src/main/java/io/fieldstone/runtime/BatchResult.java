// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The result of a job in a batch: it can be cancelled until the batch runs. One object for each, of
 * which a batch may have thousands.
 *
 * @param <V> the kind of the job's vectors
 */
final class BatchResult<V> extends CompletableFuture<V> {

  private static final int WAITING = 0;
  private static final int RUNNING = 1;
  private static final int CANCELLED = 2;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(BatchResult.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Job<V> job;

  /** Whether the job's outputs wait for this result, or for what else there is. */
  private final boolean claimed;

  @SuppressWarnings("unused") // by STATE
  private volatile int state = WAITING;

  BatchResult(Job<V> job) {
    this.job = job;
    this.claimed = job.outputs().claim();
  }

  Job<V> job() {
    return job;
  }

  /** Notes that the batch runs the job; returns whether it may, since nobody has cancelled it. */
  boolean begin() {
    return STATE.compareAndSet(this, WAITING, RUNNING);
  }

  /** Completes it once the batch has run, or failed. */
  void end(@Nullable Throwable failure) {
    if (failure == null) {
      job.complete(this, claimed);
    } else {
      completeExceptionally(failure);
      if (claimed) {
        job.outputs().unclaim();
      }
    }
  }

  /** Completes it unless something follows it; returns whether it is complete. */
  boolean endUnlessFollowed(@Nullable Throwable failure) {
    if (getNumberOfDependents() == 0) {
      end(failure);
    }
    return isDone();
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!STATE.compareAndSet(this, WAITING, CANCELLED)) {
      return isCancelled();
    }
    if (claimed) {
      job.outputs().unclaim();
    }
    job.outputs().discard();
    completeExceptionally(new CancellationException("the job was cancelled before its batch ran"));
    return isCancelled();
  }
}
