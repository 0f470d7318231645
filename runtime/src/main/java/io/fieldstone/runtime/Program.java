// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Dropped;
import io.fieldstone.runtime.stream.RecordedProgram;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.time.Duration;

/**
 * Dispatches on device vectors that were recorded once, and run again and again with one
 * submission: what a step of a chain costs is then what the device takes for it.
 *
 * <pre>{@code
 * try (Program step = gpu.record(() -> { fr.mul(a, b, c); fr.mul(c, b, c); })) {
 *   for (int i = 0; i < 1000; i++) {
 *     step.submit();
 *   }
 *   gpu.finish();
 * }
 * }</pre>
 *
 * <p>A run has its place among the other calls on device vectors, in the order of the calls; it
 * reads what its vectors hold then, and push constants as they were recorded. The program keeps the
 * memory of its vectors, but does not run once one of them was closed, unless the recording itself
 * closed it. Thread-safe; a run allocates nothing on the Java heap. The caller closes it; closing
 * the backend closes it too.
 */
public final class Program implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(PersistentBackend.class.getName());
  private static final String NAME = "the program";

  private final DeviceContext context;
  private final RecordedProgram recorded;
  private final Owner owner;
  private final Cleaner.Cleanable watch;

  /** Keeps the backend from being taken for dropped. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Object backend;

  /** What is left of a program that was dropped. */
  private record Owner(DeviceContext context, RecordedProgram recorded) {

    void closeDropped() {
      if (close()) {
        LOGGER.log(Level.WARNING, "a program was dropped without close(); it is closed now");
      }
    }

    /** Returns whether it was open, on an open backend. */
    boolean close() {
      if (!context.device().gate().tryEnter()) {
        return false; // whoever closes the backend frees it
      }
      try {
        return context.stream().close(recorded);
      } finally {
        context.device().gate().leave(true);
      }
    }
  }

  Program(DeviceContext context, RecordedProgram recorded, Object backend) {
    this.context = context;
    this.recorded = recorded;
    this.backend = backend;
    this.owner = new Owner(context, recorded);
    this.watch = Dropped.watch(this, owner::closeDropped);
  }

  /** Returns how many dispatches a run has; a call on large vectors may take several. */
  public int dispatches() {
    return recorded.dispatches();
  }

  /**
   * Has the program run after all calls before, and returns; later calls see its results.
   *
   * @throws ClosedException if the program, one of its vectors or the backend was closed
   * @throws io.fieldstone.runtime.error.RecordingException if this thread records
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread was interrupted
   *     while many earlier calls had to be waited for
   */
  public void submit() {
    start();
  }

  /**
   * Has the program run after all calls before, and waits for it.
   *
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted;
   *     the program runs all the same
   * @throws ClosedException if the program, one of its vectors or the backend was closed
   * @throws io.fieldstone.runtime.error.RecordingException if this thread records
   */
  public void run() {
    run(Deadline.NEVER);
  }

  /**
   * Has the program run as {@link #run()} does, and waits for at most {@code timeout}.
   *
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if that was not long enough; the
   *     program runs all the same
   */
  public void run(Duration timeout) {
    run(Deadline.after(timeout));
  }

  private void run(Deadline deadline) {
    long value = start();
    boolean done = false;
    context.device().gate().enter();
    try {
      context.stream().await(value, deadline, NAME, "while it runs");
      done = true;
    } finally {
      context.device().gate().leave(done);
    }
  }

  private long start() {
    context.recordings().refuse("a run of a program");
    boolean done = false;
    context.device().gate().enter();
    try {
      context.device().requireNotLost();
      long value = context.stream().run(recorded, NAME);
      done = true;
      return value;
    } finally {
      context.device().gate().leave(done);
    }
  }

  /** Closes the program; runs that were submitted go on. Idempotent. */
  @Override
  public void close() {
    owner.close();
    watch.clean();
  }
}
