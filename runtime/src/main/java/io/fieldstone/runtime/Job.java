// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.call.ArgumentRules;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.vector.VectorStorage;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One call of a kernel over host vectors, ready to run: alone with {@link #run()}, or with others
 * in a {@link Batch}. It does not own its vectors, but for outputs that it allocated and that
 * nobody has asked for: if running it fails, they are closed. Thread-safe.
 *
 * <pre>{@code
 * Job<Bls12381Fp> job = kernels.addJob(a, b);
 * HostVector<Bls12381Fp> sum = job.run();
 * }</pre>
 *
 * @param <F> the field's type tag
 */
public final class Job<F> {

  private final Kernel<F> kernel;
  private final List<HostVector<F>> vectors;
  private final ElementForm form;
  private final PushConstants pushConstants;
  private final List<HostVector<F>> allocated;

  /** Whether somebody else may know the outputs that were allocated. */
  private volatile boolean handedOut;

  /** Whether they went with a run that failed. */
  private volatile boolean spent;

  private volatile @Nullable HostCall call;

  /** Runs that go on: while one does, another's failure takes nothing from it. */
  private final AtomicInteger runs = new AtomicInteger();

  private Job(
      Kernel<F> kernel,
      List<HostVector<F>> vectors,
      ElementForm form,
      PushConstants pushConstants,
      List<HostVector<F>> allocated) {
    this.kernel = kernel;
    this.vectors = vectors;
    this.form = form;
    this.pushConstants = pushConstants;
    this.allocated = allocated;
  }

  /** Returns the kernel. */
  public Kernel<F> kernel() {
    return kernel;
  }

  /** Returns the vectors in the order of the kernel's parameters. */
  public List<HostVector<F>> vectors() {
    requireNotSpent();
    handedOut = true;
    return vectors;
  }

  /** Returns the number of elements of each vector. */
  public long size() {
    return vectors.get(0).size();
  }

  /** Returns the vector that the kernel writes; the first if it writes several. */
  public HostVector<F> result() {
    requireNotSpent();
    handedOut = true;
    List<BindingDescriptor> bindings = kernel.descriptor().bindings();
    for (int i = 0; i < bindings.size(); i++) {
      if (bindings.get(i).access().writes()) {
        return vectors.get(i);
      }
    }
    throw new IllegalStateException(kernel + " writes no vector");
  }

  /**
   * Runs the job now, chunks overlapping, and waits for it.
   *
   * @return {@link #result()}
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     before all chunks are submitted; what was submitted is waited for
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   */
  public HostVector<F> run() {
    return run(JobRunner.NO_TIMEOUT);
  }

  /**
   * Runs the job as {@link #run()} does, and submits no further chunk once {@code timeout} has
   * passed.
   *
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if that was before the last one
   */
  public HostVector<F> run(Duration timeout) {
    new JobRunner(kernel.resources()).run(List.of(this), ExecutionMode.PIPELINED, timeout);
    return result();
  }

  List<HostVector<F>> vectorsOfRun() {
    return vectors;
  }

  /** Notes that a run begins. */
  void begin() {
    runs.incrementAndGet();
    if (spent) {
      runs.decrementAndGet();
      requireNotSpent();
    }
  }

  /** Notes that a run has ended; closes the outputs that nobody else can if none has succeeded. */
  void end(boolean succeeded) {
    if (succeeded) {
      handedOut = true;
    }
    if (runs.decrementAndGet() == 0 && !succeeded && !handedOut && !allocated.isEmpty()) {
      spent = true;
      allocated.forEach(HostVector::close);
    }
  }

  /**
   * Throws if the outputs went with a run that failed.
   *
   * @throws ClosedException if so
   */
  void requireNotSpent() {
    if (spent) {
      throw new ClosedException(
          "job "
              + this
              + " failed, and the outputs that it had allocated were closed; build it again, or"
              + " bind outputs of your own");
    }
  }

  /** Returns the call, the same object for the same arguments as before: it may be recorded. */
  HostCall call(KernelCode code, TransferPath path) {
    HostCall last = call;
    if (last == null || last.kernel() != code || last.path() != path) {
      List<VectorStorage> storages = vectors.stream().map(FieldVector::storage).toList();
      last = new HostCall(code, storages, form, pushConstants, path);
      call = last;
    }
    return last;
  }

  @Override
  public String toString() {
    return kernel + "[" + size() + "]";
  }

  /**
   * Collects a job's vectors and push constants. Not thread-safe.
   *
   * @param <F> the field's type tag
   */
  public static final class Builder<F> {

    private final Kernel<F> kernel;
    private final @Nullable HostVector<F>[] vectors;
    private final PushConstants pushConstants;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Builder(Kernel<F> kernel) {
      this.kernel = kernel;
      this.vectors = new @Nullable HostVector[kernel.descriptor().bindings().size()];
      this.pushConstants = new PushConstants(kernel.descriptor(), kernel.field());
    }

    /**
     * Binds a vector to the kernel's vector parameter number {@code index}.
     *
     * @throws BindingException if there is no such parameter
     */
    public Builder<F> bind(int index, HostVector<F> vector) {
      if (index < 0 || index >= vectors.length) {
        throw new BindingException(kernel + " has no vector parameter " + index);
      }
      vectors[index] = vector;
      return this;
    }

    /** Sets push constant number {@code index}, which is an {@code int}. */
    public Builder<F> push(int index, int value) {
      pushConstants.put(index, value);
      return this;
    }

    /** Sets push constant number {@code index}, which is a {@code long}. */
    public Builder<F> push(int index, long value) {
      pushConstants.put(index, value);
      return this;
    }

    /** Sets push constant number {@code index}, which is a {@code float}. */
    public Builder<F> push(int index, float value) {
      pushConstants.put(index, value);
      return this;
    }

    /** Sets push constant number {@code index}, which is a {@code double}. */
    public Builder<F> push(int index, double value) {
      pushConstants.put(index, value);
      return this;
    }

    /**
     * Sets push constant number {@code index}, which is an element of the field. It is given in
     * canonical form; the kernel sees it in the form of the vectors.
     *
     * @throws io.fieldstone.runtime.error.ElementRangeException if it is not in [0, p)
     */
    public Builder<F> push(int index, BigInteger value) {
      pushConstants.put(index, value);
      return this;
    }

    /**
     * Checks the vectors and returns the job. Outputs that are not bound are allocated, in the
     * length of the inputs and the form that the kernel writes, by default that of the inputs; they
     * belong to the caller.
     *
     * @throws BindingException if an input is not bound or a push constant not set
     * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no memory for an output
     * @throws io.fieldstone.runtime.error.LengthMismatchException if the vectors differ in length
     * @throws io.fieldstone.runtime.error.FormMismatchException if they differ in form, or one has
     *     not the form that the kernel asks for
     * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
     */
    public Job<F> build() {
      kernel.resources().requireOpen();
      long size = firstBound().size();
      List<BindingDescriptor> bindings = kernel.descriptor().bindings();
      @Nullable VectorStorage[] storages = new @Nullable VectorStorage[vectors.length];
      for (int i = 0; i < vectors.length; i++) {
        HostVector<F> vector = vectors[i];
        if (vector == null && bindings.get(i).access() != Access.OUT) {
          throw new BindingException(kernel + ": nothing is bound to " + bindings.get(i).name());
        }
        storages[i] = vector == null ? null : vector.storage();
      }
      pushConstants.requireAll();
      ArgumentRules rules =
          new ArgumentRules(kernel.resources().device(), kernel.field(), kernel.descriptor());
      // Inside the gate, so that no vector is found closed because the JVM exits.
      ElementForm form =
          kernel
              .resources()
              .device()
              .gate()
              .inside(
                  () -> {
                    rules.require(storages);
                    return rules.formOfCall(storages);
                  });
      PushConstants constants = pushConstants.copy();
      constants.setForm(form);
      List<HostVector<F>> complete = new ArrayList<>(vectors.length);
      List<HostVector<F>> allocated = new ArrayList<>();
      boolean built = false;
      try {
        for (int i = 0; i < vectors.length; i++) {
          HostVector<F> vector = vectors[i];
          if (vector == null) {
            vector =
                kernel
                    .resources()
                    .hostVector(kernel.backend(), kernel.field(), size, rules.form(i, form));
            allocated.add(vector);
          }
          complete.add(vector);
        }
        built = true;
      } finally {
        if (!built) {
          allocated.forEach(HostVector::close);
        }
      }
      return new Job<>(kernel, List.copyOf(complete), form, constants, List.copyOf(allocated));
    }

    private HostVector<F> firstBound() {
      for (HostVector<F> vector : vectors) {
        if (vector != null) {
          return vector;
        }
      }
      throw new BindingException(kernel + ": no vector is bound");
    }
  }
}
