// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.gate;

import io.fieldstone.runtime.error.DeadlineExceededException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What ends an operation early, between two steps of it: its gate was closed, its thread was
 * interrupted, its deadline has passed. Stateless; allocates nothing on the Java heap unless it
 * throws.
 */
public final class Patience {

  /** How often a waiter looks whether the gate was closed: the first time, and at most. */
  private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long LAST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Patience() {}

  /** Returns whether {@link #check} would throw. */
  public static boolean ended(Gate gate, Deadline deadline) {
    return !gate.isOpen() || Thread.currentThread().isInterrupted() || deadline.passed();
  }

  /**
   * Throws if the operation should end.
   *
   * @param how how far the operation is, for the message: {@code "after 3 of 8 chunks"}
   * @throws io.fieldstone.runtime.error.ClosedException if {@code gate} was closed
   * @throws OperationInterruptedException if the thread is interrupted, which it stays
   * @throws DeadlineExceededException if {@code deadline} has passed
   * @throws CancellationException if it was cancelled
   */
  public static void check(Gate gate, Deadline deadline, String what, String how) {
    gate.requireOpen();
    if (Thread.currentThread().isInterrupted()) {
      throw new OperationInterruptedException(what + " was interrupted " + how);
    }
    if (deadline.isCancelled()) {
      throw new CancellationException(what + " was cancelled " + how);
    }
    if (deadline.passed()) {
      throw new DeadlineExceededException("the deadline of " + what + " passed " + how);
    }
  }

  /**
   * Takes a lock, in turn with others, unless the operation should end before.
   *
   * @see #check
   */
  public static void lock(ReentrantLock lock, Gate gate, Deadline deadline, String what) {
    if (lock.tryLock()) {
      return;
    }
    boolean locked = false;
    // A waiter that looks leaves the queue and joins it anew, past all others.
    for (long look = FIRST_LOOK_NANOS; !locked; look = Math.min(2 * look, LAST_LOOK_NANOS)) {
      check(gate, deadline, what, "before it began");
      try {
        locked = lock.tryLock(deadline.nanosLeft(look), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the next check throws
      }
    }
  }

  /**
   * Takes a lock that nobody keeps while he waits, interrupted or not.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if {@code gate} was closed and the lock
   *     cannot be had: its owner died
   */
  public static void lockShortly(ReentrantLock lock, Gate gate) {
    boolean locked = lock.tryLock();
    boolean interrupted = false;
    try {
      while (!locked) {
        try {
          locked = lock.tryLock(LAST_LOOK_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
        if (!locked) {
          gate.requireOpen();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
