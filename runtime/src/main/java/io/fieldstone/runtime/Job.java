// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.batch.HostPath;
import io.fieldstone.runtime.call.ArgumentRules;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.PlacementRules;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.vector.HostOperand;
import io.fieldstone.runtime.vector.Operand;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call of a kernel over host data, ready to run: alone with {@link #run()}, or with others in a
 * {@link Batch}. Its vectors are {@link HostVector}s, which the device reaches, or {@link
 * HeapVector}s, which are copied. It does not own them, but for outputs that it allocated and that
 * nobody has asked for: if running it fails, they are closed; if it never runs, they go with it.
 * Thread-safe.
 *
 * <pre>{@code
 * Job<HostVector<Bls12381Fp>> job = kernels.addJob(a, b);
 * HostVector<Bls12381Fp> sum = job.run();
 * }</pre>
 *
 * @param <V> the kind of its vectors, and of its result
 */
public final class Job<V> {

  private final Kernel<?> kernel;
  private final List<V> vectors;
  private final V written;
  private final List<HostOperand> operands;
  private final long size;
  private final ElementForm form;
  private final PushConstants pushConstants;
  private final String work;
  private final JobOutputs<V> outputs;

  private volatile @Nullable HostCall call;

  /** What {@link BatchMemory} is told of it. */
  private final long[] uses;

  private Job(
      Kernel<?> kernel,
      JobVectors<V> kind,
      List<V> vectors,
      ElementForm form,
      PushConstants pushConstants,
      List<V> allocated) {
    this.kernel = kernel;
    this.vectors = vectors;
    this.operands = vectors.stream().map(kind::operand).toList();
    this.form = form;
    this.pushConstants = pushConstants;
    this.work = pushConstants.work();
    this.outputs = new JobOutputs<>(kind, allocated);
    boolean[] writes = writes(kernel);
    this.uses = BatchMemory.uses(operands, writes);
    this.written = written(vectors, writes);
    this.size = operands.get(0).size();
  }

  private static boolean[] writes(Kernel<?> kernel) {
    List<BindingDescriptor> bindings = kernel.descriptor().bindings();
    boolean[] writes = new boolean[bindings.size()];
    for (int i = 0; i < writes.length; i++) {
      writes[i] = bindings.get(i).access().writes();
    }
    return writes;
  }

  private static <V> V written(List<V> vectors, boolean[] writes) {
    for (int i = 0; i < writes.length; i++) {
      if (writes[i]) {
        return vectors.get(i);
      }
    }
    throw new IllegalStateException("a kernel that writes no vector");
  }

  /** Completes a future with the result, which is its caller's then. */
  void complete(CompletableFuture<V> future) {
    complete(future, false);
  }

  /** Does the same for a result that may have {@linkplain JobOutputs#claim claimed} the outputs. */
  void complete(CompletableFuture<V> future, boolean claimed) {
    if (future.complete(written)) {
      outputs.handOut();
    } else {
      if (claimed) {
        outputs.unclaim();
      }
      outputs.discard();
    }
  }

  /** Returns the outputs that it has allocated, while nobody else has them. */
  JobOutputs<V> outputs() {
    return outputs;
  }

  /** {@return the kernel} */
  public Kernel<?> kernel() {
    return kernel;
  }

  /** {@return the vectors in the order of the kernel's parameters} */
  public List<V> vectors() {
    requireNotSpent();
    outputs.handOut();
    return vectors;
  }

  /** {@return the number of elements of each vector} */
  public long size() {
    return size;
  }

  /** {@return the vector that the kernel writes; the first if it writes several} */
  public V result() {
    requireNotSpent();
    outputs.handOut();
    return written;
  }

  /**
   * Runs the job now, chunks overlapping, and waits for it.
   *
   * @return {@link #result()}
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     before all chunks are submitted; what was submitted is waited for
   * @throws io.fieldstone.runtime.error.ElementRangeException if an element of a {@link HeapVector}
   *     is not below the modulus
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   */
  public V run() {
    return run(Deadline.NEVER);
  }

  /**
   * Runs the job as {@link #run()} does, and submits no further chunk once {@code timeout} has
   * passed.
   *
   * @param timeout the time after which nothing more is begun; at zero or less nothing is
   * @return the outputs
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if that was before the last one
   */
  public V run(Duration timeout) {
    requireNonNull(timeout, "timeout");
    return run(Deadline.after(timeout));
  }

  private V run(Deadline deadline) {
    runAlone(deadline);
    return result();
  }

  private void runAlone(Deadline deadline) {
    new JobRunner(kernel.resources()).run(this, ExecutionMode.PIPELINED, deadline);
  }

  /**
   * Has a thread of the backend's run the job as {@link #run()} does, and returns at once.
   *
   * @return its {@link #result()}, once it has run, or what it failed with. To cancel that is to
   *     submit no further chunk: it waits for those that the device has, and returns false if they
   *     were all that there are, which leaves the job successful
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   * @throws io.fieldstone.runtime.error.RecordingException if this thread records a program
   */
  public CompletableFuture<V> start() {
    kernel.resources().requireOpen();
    kernel.resources().context().recordings().refuse("start()", this);
    return Started.run("the job", this::runAlone, this::complete, outputs::discard);
  }

  /** Returns what its constants say of its work. */
  String work() {
    return work;
  }

  /** Returns the push constants, which are all given. */
  PushConstants constants() {
    return pushConstants;
  }

  /** Returns the bytes of all vectors. */
  long bytes() {
    long bytes = 0;
    for (HostOperand operand : operands) {
      bytes += size * operand.layout().elementBytes();
    }
    return bytes;
  }

  List<HostOperand> operands() {
    return operands;
  }

  long[] uses() {
    return uses;
  }

  /** Notes that a run begins. */
  void begin() {
    if (!outputs.begin()) {
      requireNotSpent();
    }
  }

  /**
   * Throws if the outputs went with a run that failed.
   *
   * @throws ClosedException if so, of the backend if that was closed
   */
  void requireNotSpent() {
    if (outputs.isSpent()) {
      kernel.resources().requireOpen(); // else nothing can be built again
      throw new ClosedException(
          "job "
              + this
              + " failed or was cancelled, and the outputs that it had allocated were closed; build it again, or"
              + " bind outputs of your own");
    }
  }

  /** Returns the call, the same object for the same arguments as before: it may be recorded. */
  HostCall call(KernelCode code, HostPath path, @Nullable HostCall like) {
    HostCall last = call;
    if (last == null || last.kernel() != code || !last.path().equals(path)) {
      last = new HostCall(code, operands, form, pushConstants, path, like);
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
   * @param <V> the kind of its vectors
   */
  public static final class Builder<V> {

    private final Kernel<?> kernel;
    private final JobVectors<V> kind;
    private final List<@Nullable V> vectors;
    private final PushConstants pushConstants;

    Builder(Kernel<?> kernel, JobVectors<V> kind) {
      this.kernel = kernel;
      this.kind = kind;
      this.vectors =
          new ArrayList<>(Collections.nCopies(kernel.descriptor().bindings().size(), null));
      this.pushConstants = new PushConstants(kernel.descriptor(), kernel.types());
    }

    /**
     * Binds a vector to the kernel's vector parameter number {@code index}.
     *
     * @param index the number of the parameter among those of its kind, from 0
     * @param vector the vector
     * @return this builder
     * @throws BindingException if there is no such parameter
     */
    public Builder<V> bind(int index, V vector) {
      requireNonNull(vector, "vector");
      if (index < 0 || index >= vectors.size()) {
        throw new BindingException(kernel + " has no vector parameter " + index);
      }
      vectors.set(index, vector);
      return this;
    }

    /**
     * Sets push constant number {@code index}, which is an {@code int}.
     *
     * @param index the number of the parameter among those of its kind, from 0
     * @param value the value
     * @return this builder
     */
    public Builder<V> push(int index, int value) {
      pushConstants.put(index, value);
      return this;
    }

    /**
     * Sets push constant number {@code index}, which is a {@code long}.
     *
     * @param index the number of the parameter among those of its kind, from 0
     * @param value the value
     * @return this builder
     */
    public Builder<V> push(int index, long value) {
      pushConstants.put(index, value);
      return this;
    }

    /**
     * Sets push constant number {@code index}, which is a {@code float}.
     *
     * @param index the number of the parameter among those of its kind, from 0
     * @param value the value
     * @return this builder
     */
    public Builder<V> push(int index, float value) {
      pushConstants.put(index, value);
      return this;
    }

    /**
     * Sets push constant number {@code index}, which is a {@code double}.
     *
     * @param index the number of the parameter among those of its kind, from 0
     * @param value the value
     * @return this builder
     */
    public Builder<V> push(int index, double value) {
      pushConstants.put(index, value);
      return this;
    }

    /**
     * Sets push constant number {@code index}, which is an element of the field. It is given in
     * canonical form; the kernel sees it in the form of the vectors.
     *
     * @param index the number of the parameter among those of its kind, from 0
     * @param value the value
     * @return this builder
     * @throws io.fieldstone.runtime.error.ElementRangeException if it is not in [0, p)
     */
    public Builder<V> push(int index, BigInteger value) {
      requireNonNull(value, "value");
      pushConstants.put(index, value);
      return this;
    }

    /**
     * Checks the vectors and returns the job. Outputs that are not bound are allocated, in the
     * length of the inputs and the form that the kernel writes, by default that of the inputs; they
     * belong to the caller.
     *
     * @return the job
     * @throws BindingException if an input is not bound, a push constant not set, or if two vectors
     *     over one buffer share some elements, but not all, and one is written
     * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no memory for an output
     * @throws io.fieldstone.runtime.error.LengthMismatchException if the vectors differ in length
     * @throws io.fieldstone.runtime.error.FormMismatchException if they differ in form, or one has
     *     not the form that the kernel asks for
     * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
     */
    public Job<V> build() {
      kernel.resources().requireOpen();
      V first = firstBound();
      long size = kind.operand(first).size();
      List<BindingDescriptor> bindings = kernel.descriptor().bindings();
      @Nullable Operand[] operands = new @Nullable Operand[vectors.size()];
      for (int i = 0; i < operands.length; i++) {
        V vector = vectors.get(i);
        if (vector == null && bindings.get(i).access() != Access.OUT) {
          throw new BindingException(kernel + ": nothing is bound to " + bindings.get(i).name());
        }
        operands[i] = vector == null ? null : kind.operand(vector);
      }
      pushConstants.requireAll();
      ArgumentRules rules =
          new ArgumentRules(kernel.resources().device(), kernel.types(), kernel.descriptor());
      PlacementRules placement =
          new PlacementRules(kernel.resources().device(), kernel.types(), kernel.descriptor());
      // Inside the gate, so that no vector is found closed because the JVM exits.
      ElementForm form =
          kernel
              .resources()
              .device()
              .gate()
              .inside(
                  () -> {
                    rules.require(operands);
                    placement.requireApart(operands);
                    return rules.formOfCall(operands);
                  });
      PushConstants constants = pushConstants.copy();
      constants.setForm(form);
      List<V> complete = new ArrayList<>(operands.length);
      List<V> allocated = new ArrayList<>();
      boolean built = false;
      try {
        for (int i = 0; i < operands.length; i++) {
          V vector = vectors.get(i);
          if (vector == null) {
            vector = kind.allocate(kernel.types().elements(i), first, size, rules.form(i, form));
            allocated.add(vector);
          }
          complete.add(vector);
        }
        built = true;
      } finally {
        if (!built) {
          allocated.forEach(kind::close);
        }
      }
      return new Job<>(
          kernel, kind, List.copyOf(complete), form, constants, List.copyOf(allocated));
    }

    /**
     * Checks the vectors and returns the job as {@link #build} does, of a kernel over several
     * types: the caller says which type the vector has that it writes.
     *
     * <pre>{@code
     * Job<HostVector<Affine<Bls12381G1>>> job =
     *     kernel.mixedJob().bind(0, points).bind(1, indices).buildTyped();
     * }</pre>
     *
     * <p>Of {@link Job#vectors}, the others have other types.
     *
     * @param <R> the type of the vector that is written, or of the first of them
     * @return the job
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <R extends V> Job<R> buildTyped() {
      return (Job<R>) build();
    }

    private V firstBound() {
      for (V vector : vectors) {
        if (vector != null) {
          return vector;
        }
      }
      throw new BindingException(kernel + ": no vector is bound");
    }
  }
}
