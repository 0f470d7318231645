// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The result of a job in a batch: it can be cancelled until the batch runs.
 *
 * @param <V> the kind of the job's vectors
 */
final class BatchResult<V> extends CompletableFuture<V> {

  private static final int WAITING = 0;
  private static final int RUNNING = 1;
  private static final int CANCELLED = 2;

  private final Runnable onCancel;
  private final AtomicInteger state = new AtomicInteger(WAITING);

  BatchResult(Runnable onCancel) {
    this.onCancel = onCancel;
  }

  /** Notes that the batch runs the job; returns whether it may, since nobody has cancelled it. */
  boolean begin() {
    return state.compareAndSet(WAITING, RUNNING);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!state.compareAndSet(WAITING, CANCELLED)) {
      return isCancelled();
    }
    onCancel.run();
    return super.cancel(mayInterruptIfRunning);
  }
}
