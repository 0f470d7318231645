// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a kernel over host vectors, ready to run: alone with {@link #run()}, or with others
 * in a {@link Batch}. Immutable; it does not own its vectors.
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

  private Job(
      Kernel<F> kernel,
      List<HostVector<F>> vectors,
      ElementForm form,
      PushConstants pushConstants) {
    this.kernel = kernel;
    this.vectors = vectors;
    this.form = form;
    this.pushConstants = pushConstants;
  }

  /** Returns the kernel. */
  public Kernel<F> kernel() {
    return kernel;
  }

  /** Returns the vectors in the order of the kernel's parameters. */
  public List<HostVector<F>> vectors() {
    return vectors;
  }

  /** Returns the number of elements of each vector. */
  public long size() {
    return vectors.get(0).size();
  }

  /** Returns the vector that the kernel writes; the first if it writes several. */
  public HostVector<F> result() {
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
   */
  public HostVector<F> run() {
    kernel.backend().executor().execute(List.of(this), ExecutionMode.PIPELINED);
    return result();
  }

  /** Returns the kernel for the form of the call, on host data by either transfer path. */
  KernelVariant variant() {
    return kernel.variant(form, Residence.HOST);
  }

  PushConstants pushConstants() {
    return pushConstants;
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
     * @throws BindingException if an input is not bound
     * @throws io.fieldstone.runtime.error.LengthMismatchException if the vectors differ in length
     * @throws io.fieldstone.runtime.error.FormMismatchException if they differ in form, or one has
     *     not the form that the kernel asks for
     * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
     */
    public Job<F> build() {
      PersistentBackend backend = kernel.backend();
      backend.requireOpen();
      long size = firstBound().size();
      List<BindingDescriptor> bindings = kernel.descriptor().bindings();
      for (int i = 0; i < vectors.length; i++) {
        if (vectors[i] == null && bindings.get(i).access() != Access.OUT) {
          throw new BindingException(kernel + ": nothing is bound to " + bindings.get(i).name());
        }
      }
      Agreement agreement = kernel.agreement();
      agreement.require(vectors);
      ElementForm form = agreement.formOfCall(vectors);
      List<HostVector<F>> complete = new ArrayList<>(vectors.length);
      for (int i = 0; i < vectors.length; i++) {
        HostVector<F> vector = vectors[i];
        complete.add(
            vector != null
                ? vector
                : backend.hostVector(kernel.field(), size, agreement.form(i, form)));
      }
      PushConstants constants = pushConstants.copy();
      constants.setForm(form);
      return new Job<>(kernel, List.copyOf(complete), form, constants);
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
