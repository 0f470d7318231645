// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.ProgramTemplate;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.vector.VectorRange;
import java.lang.ref.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program whose runs have vectors of their own in the place of some of the recording's: each of
 * the same length, field and form.
 *
 * <pre>{@code
 * try (ParameterizedProgram<Bls12381Fr> step =
 *     gpu.record(() -> { fr.mul(a, b, c); fr.add(c, b, c); }, a, c)) {
 *   step.run(a, c);
 *   step.run(x, y);                                  // mul(x, b, y); add(y, b, y)
 *   step.submit(y.slice(0, n), x);                   // views are vectors
 * }
 * }</pre>
 *
 * <p><b>Cost.</b> A run with the vectors of one of the last eight runs that differed costs what a
 * run of a {@link Program} does; with others, the commands are recorded anew, which costs the host
 * some time for each dispatch, and if all eight are pending, the run waits for the first of them.
 * In the long run nothing is allocated on the Java heap, but for a view of a view where the calls
 * take parts of a parameter.
 *
 * <p><b>Same vectors.</b> Two parameters may be given the same vector, or views that share
 * elements, wherever the calls could have been made with them: the commands wait for each other as
 * those vectors need. But an operation that does something else in place, as transforms do, was
 * recorded as it was called: with two vectors, it takes two in every run, and with one, one. A run
 * that is refused says which of its vectors are at fault, by their places and by the names that the
 * calls have for them.
 *
 * <p><b>Ownership.</b> The program keeps the memory of the vectors that are no parameters, as a
 * {@link Program} does, and that of a run's vectors until the run is done. Thread-safe. The caller
 * closes it; closing the backend closes it too.
 *
 * @param <F> the field's type tag
 */
public final class ParameterizedProgram<F> implements AutoCloseable {

  private final ProgramRuns runs;

  ParameterizedProgram(DeviceContext context, ProgramTemplate template, Object backend) {
    this.runs = new ProgramRuns(this, context, template, backend);
  }

  /** {@return how many dispatches a run has; a call on large vectors may take several} */
  public int dispatches() {
    return runs.dispatches();
  }

  /** {@return how many vectors a run takes} */
  public int parameters() {
    return runs.parameters();
  }

  /**
   * Has the program run with one vector; see {@link #submit(List)}.
   *
   * @param first what takes the place of the first vector
   */
  public void submit(DeviceVector<F> first) {
    start(1, first, null, null, null);
  }

  /**
   * Has the program run with two vectors; see {@link #submit(List)}.
   *
   * @param first what takes the place of the first vector
   * @param second what takes the place of the second vector
   */
  public void submit(DeviceVector<F> first, DeviceVector<F> second) {
    start(2, first, second, null, null);
  }

  /**
   * Has the program run with three vectors; see {@link #submit(List)}.
   *
   * @param first what takes the place of the first vector
   * @param second what takes the place of the second vector
   * @param third what takes the place of the third vector
   */
  public void submit(DeviceVector<F> first, DeviceVector<F> second, DeviceVector<F> third) {
    start(3, first, second, third, null);
  }

  /**
   * Has the program run with four vectors; see {@link #submit(List)}.
   *
   * @param first what takes the place of the first vector
   * @param second what takes the place of the second vector
   * @param third what takes the place of the third vector
   * @param fourth what takes the place of the fourth vector
   */
  public void submit(
      DeviceVector<F> first,
      DeviceVector<F> second,
      DeviceVector<F> third,
      DeviceVector<F> fourth) {
    start(4, first, second, third, fourth);
  }

  /**
   * Has the program run after all calls before, and returns; later calls see its results.
   *
   * @param vectors as many as there are parameters, in their order
   * @throws BindingException if they are more or fewer, if one is a view that kernels cannot take,
   *     or if a call cannot be made with vectors that share elements; nothing runs then
   * @throws io.fieldstone.runtime.error.LengthMismatchException if one has another length than the
   *     recording's
   * @throws io.fieldstone.runtime.error.FormMismatchException if one has another form
   * @throws ClosedException if the program, a vector or the backend was closed
   * @throws io.fieldstone.runtime.error.RecordingException if this thread records
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread was interrupted
   *     while earlier calls had to be waited for
   */
  public void submit(List<DeviceVector<F>> vectors) {
    start(vectors);
  }

  /**
   * Has the program run with one vector, and waits; see {@link #run(List)}.
   *
   * @param first what takes the place of the first vector
   */
  public void run(DeviceVector<F> first) {
    await(start(1, first, null, null, null));
  }

  /**
   * Has the program run with two vectors, and waits; see {@link #run(List)}.
   *
   * @param first what takes the place of the first vector
   * @param second what takes the place of the second vector
   */
  public void run(DeviceVector<F> first, DeviceVector<F> second) {
    await(start(2, first, second, null, null));
  }

  /**
   * Has the program run with three vectors, and waits; see {@link #run(List)}.
   *
   * @param first what takes the place of the first vector
   * @param second what takes the place of the second vector
   * @param third what takes the place of the third vector
   */
  public void run(DeviceVector<F> first, DeviceVector<F> second, DeviceVector<F> third) {
    await(start(3, first, second, third, null));
  }

  /**
   * Has the program run with four vectors, and waits; see {@link #run(List)}.
   *
   * @param first what takes the place of the first vector
   * @param second what takes the place of the second vector
   * @param third what takes the place of the third vector
   * @param fourth what takes the place of the fourth vector
   */
  public void run(
      DeviceVector<F> first,
      DeviceVector<F> second,
      DeviceVector<F> third,
      DeviceVector<F> fourth) {
    await(start(4, first, second, third, fourth));
  }

  /**
   * Has the program run as {@link #submit(List)} does, and waits for it.
   *
   * @param vectors what takes the places of the vectors, in their order
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted;
   *     the program runs all the same, unless it waited for earlier calls still
   */
  public void run(List<DeviceVector<F>> vectors) {
    await(start(vectors));
  }

  private void await(long value) {
    runs.await(value, Deadline.NEVER);
  }

  private long start(
      int count,
      DeviceVector<F> first,
      @Nullable DeviceVector<F> second,
      @Nullable DeviceVector<F> third,
      @Nullable DeviceVector<F> fourth) {
    requireCount(count);
    @Nullable VectorRange[] arguments = runs.arguments();
    arguments[0] = range(0, first);
    if (count > 1) {
      arguments[1] = range(1, second);
    }
    if (count > 2) {
      arguments[2] = range(2, third);
    }
    if (count > 3) {
      arguments[3] = range(3, fourth);
    }
    try {
      return runs.start(arguments);
    } finally {
      Reference.reachabilityFence(first); // else they may be taken for dropped meanwhile
      Reference.reachabilityFence(second);
      Reference.reachabilityFence(third);
      Reference.reachabilityFence(fourth);
    }
  }

  private long start(List<DeviceVector<F>> vectors) {
    requireCount(vectors.size());
    @Nullable VectorRange[] arguments = runs.arguments();
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = range(i, vectors.get(i));
    }
    try {
      return runs.start(arguments);
    } finally {
      Reference.reachabilityFence(vectors);
    }
  }

  private static VectorRange range(int parameter, @Nullable DeviceVector<?> vector) {
    if (vector == null) {
      throw new NullPointerException("vector " + parameter + " of the program");
    }
    return vector.range();
  }

  private void requireCount(int count) {
    if (count != runs.parameters()) {
      throw new BindingException(
          "the program takes " + runs.parameters() + " vectors, but " + count + " were given");
    }
  }

  /** Closes the program; runs that were submitted go on. Idempotent. */
  @Override
  public void close() {
    runs.close();
  }
}
