// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.gate;

import io.fieldstone.runtime.error.ClosedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Lets operations in until it is closed, and lets its closer wait for those inside. Whoever uses
 * native memory is inside, so that after {@link #awaitEmpty} nothing is in use. Thread-safe;
 * entering and leaving allocate nothing on the Java heap and take some ten nanoseconds.
 *
 * <pre>{@code
 * gate.enter();
 * boolean done = false;
 * try {
 *   ...
 *   done = true;
 * } finally {
 *   gate.leave(done);
 * }
 * }</pre>
 *
 * <p>Nobody enters twice but by {@link #tryEnter}, and no code of a user runs inside: whoever
 * closes is outside. Whoever enters holds no lock that closing takes, since the JVM's exit keeps it
 * there.
 *
 * <p>Each thread counts in one of several cells, a pair of cache lines apart:
 *
 * <pre>
 *   threads     t0 t4 t8    t1 t5       t2 t6 ...
 *   cells      |    2    |     0     |     1     | ...     inside: the sum
 * </pre>
 */
public final class Gate {

  private static final int CELLS = 16;
  private static final int CELL_LONGS = 16;

  /** How often a closer looks whether those inside have left. */
  private static final long POLL_NANOS = 100_000;

  /**
   * How long a thread is kept while the JVM exits. It does not come back to its caller with an
   * exception that nobody asked for: the JVM ends meanwhile. A shutdown hook of the user's that
   * waits for the thread goes on after this time.
   */
  private static final long EXIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private enum State {
    OPEN,
    CLOSED,
    EXITING
  }

  private final String name;
  private final AtomicLongArray inside = new AtomicLongArray(CELLS * CELL_LONGS);
  private volatile State state = State.OPEN;
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Makes an open gate; {@code name} is what {@link ClosedException}s say was closed. */
  public Gate(String name) {
    this.name = name;
  }

  private static int cell() {
    long id = Thread.currentThread().getId();
    return (int) ((id * 0x9e3779b97f4a7c15L) >>> 60) * CELL_LONGS;
  }

  /**
   * Enters.
   *
   * @throws ClosedException if the gate was closed
   */
  public void enter() {
    int cell = cell();
    inside.getAndIncrement(cell); // a full fence: either this is seen, or the state is
    if (state != State.OPEN) {
      inside.getAndDecrement(cell);
      throw refusal(name);
    }
  }

  /**
   * Does something inside, where an object more on the Java heap does not matter.
   *
   * @throws ClosedException if the gate was closed
   */
  public <T> T inside(Supplier<T> operation) {
    boolean done = false;
    enter();
    try {
      T result = operation.get();
      done = true;
      return result;
    } finally {
      leave(done);
    }
  }

  /**
   * Does something inside, where an object more on the Java heap does not matter.
   *
   * @throws ClosedException if the gate was closed
   */
  public void inside(Runnable operation) {
    inside(
        () -> {
          operation.run();
          return true;
        });
  }

  /** Enters if the gate is open; returns whether it was. */
  public boolean tryEnter() {
    int cell = cell();
    inside.getAndIncrement(cell);
    if (state != State.OPEN) {
      inside.getAndDecrement(cell);
      return false;
    }
    return true;
  }

  /**
   * Leaves, in the thread that entered.
   *
   * @param done whether the operation did what it should; where it did not because the JVM exits,
   *     its thread is kept here
   */
  public void leave(boolean done) {
    inside.getAndDecrement(cell());
    if (!done) {
      keepWhileExiting();
    }
  }

  /** Returns whether it was not closed yet. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Returns whether it was closed since the JVM exits, so that threads are kept. */
  public boolean isExiting() {
    return state == State.EXITING;
  }

  /**
   * Throws if the gate was closed meanwhile; for those inside, before each of several steps.
   *
   * @throws ClosedException if so
   */
  public void requireOpen() {
    if (state != State.OPEN) {
      throw new ClosedException(name + " was closed");
    }
  }

  /**
   * Returns the exception for a thread outside that wants something of {@code what}, which was
   * closed. While the JVM exits, the thread is kept first.
   */
  public ClosedException refusal(String what) {
    keepWhileExiting();
    return new ClosedException(
        state == State.EXITING ? what + " was closed: the JVM exits" : what + " was closed");
  }

  private void keepWhileExiting() {
    if (state == State.EXITING) {
      keepThread();
    }
  }

  /** Keeps the calling thread while the JVM exits, for ten seconds at most. */
  public static void keepThread() {
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + EXIT_NANOS;
    for (long left = EXIT_NANOS; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets nobody in from now on. Idempotent. */
  public synchronized void close() {
    if (state == State.OPEN) {
      state = State.CLOSED;
    }
  }

  /** Lets nobody in from now on, since the JVM exits. Idempotent. */
  public synchronized void closeForExit() {
    state = State.EXITING;
  }

  /**
   * Waits until nobody is inside, whether or not the thread is interrupted.
   *
   * @return whether that came true before {@code deadline}
   */
  public boolean awaitEmpty(Deadline deadline) {
    boolean interrupted = false;
    boolean empty = count() == 0;
    while (!empty && !deadline.passed()) {
      LockSupport.parkNanos(this, deadline.nanosLeft(POLL_NANOS));
      interrupted |= Thread.interrupted();
      empty = count() == 0;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return empty;
  }

  /** Notes that what was begun inside is over, on the device too, or was given up. */
  public void end() {
    ended.countDown();
  }

  /** Waits for {@link #end}, which follows closing, whether or not the thread is interrupted. */
  public void awaitEnd() {
    boolean interrupted = false;
    boolean over = false;
    while (!over) {
      try {
        ended.await();
        over = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how many operations are inside. */
  public long count() {
    long sum = 0;
    for (int i = 0; i < CELLS; i++) {
      sum += inside.get(i * CELL_LONGS);
    }
    return sum;
  }
}
