// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.ProgramRecording;
import io.fieldstone.runtime.call.ResidentCall;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.LengthMismatchException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A dispatch of a kernel on device vectors: bind all vectors and push constants, submit, close.
 *
 * <pre>{@code
 * try (Dispatch<F> dispatch = kernel.dispatch()) {
 *   dispatch.bind(0, a);
 *   dispatch.bind(1, out);
 *   dispatch.submit();
 * }
 * }</pre>
 *
 * <p>Vectors above a device's buffer limit take several dispatches, one after the other. Those of a
 * cooperative kernel divide its workgroups between them, in the order of the elements and at least
 * one each; they are dispatched over no elements too, since every workgroup has a result to write.
 *
 * <p>Each dispatch has bindings of its own, and holds no lock. Submitting allocates nothing on the
 * Java heap, and a call with the same vectors as an earlier one submits commands that are already
 * recorded. Not thread-safe; it may be submitted again and again until it is closed.
 *
 * @param <F> the type tag of the kernel's first field or curve
 */
public final class Dispatch<F> implements AutoCloseable {

  private final Kernel<F> kernel;
  private final ResidentCall call;
  private final boolean pooled;

  /** The vectors that are bound, so that they are not taken for dropped. */
  private final @Nullable DeviceVector<?>[] vectors;

  private boolean closed;

  Dispatch(Kernel<F> kernel, boolean pooled) {
    this.kernel = kernel;
    this.pooled = pooled;
    this.call = new ResidentCall(kernel.descriptor(), kernel.types());
    this.vectors = new @Nullable DeviceVector<?>[kernel.descriptor().bindings().size()];
  }

  /**
   * Binds a vector to the kernel's vector parameter number {@code index}.
   *
   * @param index the number of the parameter among those of its kind, from 0
   * @param vector the vector
   * @throws BindingException if there is no such parameter
   */
  public void bind(int index, DeviceVector<?> vector) {
    requireOpen();
    call.bind(index, vector.range());
    vectors[index] = vector;
  }

  /**
   * Sets how many workgroups there are, for a kernel of {@link
   * io.fieldstone.annotations.Grid#CALL}.
   *
   * @param count how many there are
   * @throws BindingException if the kernel has another grid, or they are negative
   */
  public void workgroups(int count) {
    requireOpen();
    call.workgroups(count);
  }

  /**
   * Sets push constant number {@code index}, which is an {@code int}.
   *
   * @param index the number of the element, or of the parameter
   * @param value the value
   */
  public void push(int index, int value) {
    requireOpen();
    call.constants().put(index, value);
  }

  /**
   * Sets push constant number {@code index}, which is a {@code long}.
   *
   * @param index the number of the parameter among those of its kind, from 0
   * @param value the value
   */
  public void push(int index, long value) {
    requireOpen();
    call.constants().put(index, value);
  }

  /**
   * Sets push constant number {@code index}, which is a {@code float}.
   *
   * @param index the number of the parameter among those of its kind, from 0
   * @param value the value
   */
  public void push(int index, float value) {
    requireOpen();
    call.constants().put(index, value);
  }

  /**
   * Sets push constant number {@code index}, which is a {@code double}.
   *
   * @param index the number of the parameter among those of its kind, from 0
   * @param value the value
   */
  public void push(int index, double value) {
    requireOpen();
    call.constants().put(index, value);
  }

  /**
   * Sets push constant number {@code index}, which is an element of the field. It is given in
   * canonical form; the kernel sees it in the form of the vectors.
   *
   * @param index the number of the parameter among those of its kind, from 0
   * @param value the value
   * @throws io.fieldstone.runtime.error.ElementRangeException if it is not in [0, p)
   */
  public void push(int index, BigInteger value) {
    requireNonNull(value, "value");
    requireOpen();
    call.constants().put(index, value);
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException("this dispatch of " + kernel + " was closed");
    }
  }

  /**
   * Submits the dispatch and returns; later dispatches, uploads and downloads see its results.
   *
   * @throws BindingException if a vector is not bound, a push constant or the number of workgroups
   *     not set, or it is more than the device takes, or vectors share elements or are longer than
   *     a dispatch can bind
   * @throws LengthMismatchException if the lengths of the vectors are not those that the
   *     declaration relates or allows; for a cooperative kernel, also if its workgroups are too
   *     many or too few
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if a vector is not of the type
   *     that the kernel takes
   * @throws io.fieldstone.runtime.error.FormMismatchException if they differ in form, or one has
   *     not the form that the kernel asks for
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread was interrupted
   *     while earlier dispatches had to be waited for
   * @throws ClosedException if a vector, the dispatch or the backend was closed
   */
  public void submit() {
    requireOpen();
    call.requireComplete();
    DeviceContext context = kernel.resources().context();
    ProgramRecording recording = context.recordings().get();
    if (recording == null) {
      call.submit(kernel.code(), context.stream(), context.timers().get());
    } else {
      call.record(kernel.settledCode(), recording); // it runs again and again
    }
  }

  void reopen() {
    closed = false;
  }

  /** Ends the dispatch; what was submitted goes on. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      call.clear();
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = null;
      }
      if (pooled) {
        kernel.giveBack(this);
      }
    }
  }
}
