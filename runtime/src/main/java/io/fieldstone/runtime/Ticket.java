// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A job's place in a batch, and its result once the batch has run. Not thread-safe.
 *
 * @param <F> the field's type tag
 */
public final class Ticket<F> {

  private final Job<F> job;
  private boolean done;
  private @Nullable Throwable failure;

  Ticket(Job<F> job) {
    this.job = job;
  }

  /** Returns the job. */
  public Job<F> job() {
    return job;
  }

  /** Returns whether the batch has run the job, successfully or not. */
  public boolean isDone() {
    return done;
  }

  /**
   * Returns the vector that the job wrote; it belongs to the caller.
   *
   * @throws IllegalStateException if the batch has not run
   * @throws io.fieldstone.runtime.error.FieldstoneException what made the batch fail, if it did
   */
  public HostVector<F> result() {
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (!done) {
      throw new IllegalStateException("the batch of " + job + " has not run");
    }
    return job.result();
  }

  void complete(@Nullable Throwable cause) {
    done = true;
    failure = cause;
  }
}
