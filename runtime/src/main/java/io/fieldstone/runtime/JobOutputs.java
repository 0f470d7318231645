// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The outputs that a job allocated, for as long as nobody else can close them: they are closed when
 * its runs have failed, or nobody gets them any more, and the job is spent then. Thread-safe.
 *
 * @param <V> the kind of vectors
 */
final class JobOutputs<V> {

  private final JobVectors<V> kind;
  private final List<V> allocated;

  /** Whether somebody else may know them. */
  private volatile boolean handedOut;

  private volatile boolean succeededOnce;

  /** Whether they went with a run that failed. */
  private volatile boolean spent;

  /**
   * Runs that go on, and results that are waited for: while there are some, another's failure takes
   * nothing from them. Counted only while they are {@linkplain #owned owned}: thousands of jobs are
   * run by several cores, which would wait for each other's writes.
   */
  private final AtomicInteger users = new AtomicInteger();

  JobOutputs(JobVectors<V> kind, List<V> allocated) {
    this.kind = kind;
    this.allocated = allocated;
    allocated.forEach(vector -> kind.setClaimed(vector, false));
  }

  /** Returns whether there are some that nobody else can close; never again once not. */
  private boolean owned() {
    return !handedOut && !allocated.isEmpty();
  }

  /** Notes that somebody has them, who closes them. */
  void handOut() {
    if (!handedOut) {
      handedOut = true;
      allocated.forEach(vector -> kind.setClaimed(vector, true));
    }
  }

  /** Returns whether they were closed, so that the job cannot run any more. */
  boolean isSpent() {
    return spent;
  }

  /** Closes those that nobody got, and never will: the job was cancelled. */
  void discard() {
    if (users.get() == 0 && owned()) {
      closeAll();
    }
  }

  /**
   * Keeps them for a result that is waited for, until {@link #unclaim} or until it has them.
   *
   * @return whether there are any
   */
  boolean claim() {
    boolean counted = owned();
    if (counted) {
      users.incrementAndGet();
    }
    return counted;
  }

  /** Ends a claim of a result that has not got them: the last one closes them. */
  void unclaim() {
    if (users.decrementAndGet() == 0 && !succeededOnce && owned()) {
      closeAll();
    }
  }

  /** Notes that a run begins; returns whether it may, since they are not spent. */
  boolean begin() {
    boolean counted = claim();
    boolean may = !spent;
    if (counted && !may) {
      users.decrementAndGet();
    }
    return may;
  }

  /** Notes that a run has ended; the last one closes them if none has succeeded. */
  void end(boolean succeeded) {
    if (!owned()) {
      return;
    }
    if (succeeded && !succeededOnce) {
      succeededOnce = true;
    }
    unclaim();
  }

  private void closeAll() {
    spent = true;
    allocated.forEach(kind::close);
  }
}
