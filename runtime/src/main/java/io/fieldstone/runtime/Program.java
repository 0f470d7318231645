// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.ProgramTemplate;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.gate.Deadline;
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
 *   gpu.await();
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

  private final ProgramRuns runs;

  Program(DeviceContext context, ProgramTemplate template, Object backend) {
    this.runs = new ProgramRuns(this, context, template, backend);
  }

  /** {@return how many dispatches a run has; a call on large vectors may take several} */
  public int dispatches() {
    return runs.dispatches();
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
    runs.start();
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
    runs.await(runs.start(), Deadline.NEVER);
  }

  /**
   * Has the program run as {@link #run()} does, and waits for at most {@code timeout}.
   *
   * @param timeout how long; at zero or less nothing runs
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if that was not long enough; the
   *     program runs all the same unless {@code timeout} was zero or less
   */
  public void run(Duration timeout) {
    Deadline deadline = Deadline.after(requireNonNull(timeout, "timeout"));
    runs.await(runs.start(deadline), deadline);
  }

  /** Closes the program; runs that were submitted go on. Idempotent. */
  @Override
  public void close() {
    runs.close();
  }
}
