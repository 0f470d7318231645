// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.call.CallTypes;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.tuning.Strategies;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A kernel on its fields and curves, of one backend. Generated classes hold one for each of their
 * methods; the untyped way is {@link PersistentBackend#kernel(String, TypeArgument,
 * TypeArgument[])}.
 *
 * <p>Pipelines are made on first use and kept: one per element form, or two where the module
 * declares {@link io.fieldstone.annotations.SpecializationIds#RESIDENT}, for device vectors and for
 * batches. {@link PersistentBackend#prepare} makes them before. A kernel with several strategies
 * runs with the portable one at first, and with the fastest once that was measured in the
 * background, once per device and field; see {@link #tuning}. A {@link Program} that is recorded
 * waits for the fastest. The backend owns the kernel. Thread-safe.
 *
 * @param <F> the type tag of the first field or curve
 */
public final class Kernel<F> {

  /** More dispatches than this, open in generated code at the same moment, are made anew. */
  private static final int POOLED_DISPATCHES = 16;

  private final BackendResources resources;
  private final Object backend;
  private final KernelDescriptor descriptor;
  private final CallTypes types;
  private final AtomicReferenceArray<@Nullable Dispatch<F>> pool =
      new AtomicReferenceArray<>(POOLED_DISPATCHES);
  private final KernelChoice choice;

  /**
   * Checks everything that can be checked without making the pipeline.
   *
   * @param backend what must not be taken for dropped while the kernel is in use
   * @param demanded the strategy to use, or null to choose
   */
  Kernel(
      BackendResources resources,
      Object backend,
      KernelDescriptor descriptor,
      CallTypes types,
      @Nullable String demanded) {
    this.resources = resources;
    this.backend = backend;
    this.descriptor = descriptor;
    this.types = types;
    KernelCode.requireFits(resources.device(), descriptor, types);
    String strategy =
        Strategies.settle(
            descriptor,
            types.shape(),
            resources.device().plan(),
            demanded,
            Strategies.preferred(resources.options().strategy(), descriptor, resources.registry()));
    this.choice = new KernelChoice(resources, descriptor, types, strategy);
  }

  /** {@return the kernel's description} */
  public KernelDescriptor descriptor() {
    return descriptor;
  }

  /**
   * {@return the fields and curves that it is on, in the order of the kernel's type variables; none
   * if it is over integers only}
   */
  public List<TypeArgument<?>> typeArguments() {
    return types.arguments();
  }

  /**
   * {@return the prime field of its arithmetic: that of the first type argument}
   *
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if it is over integers only
   */
  public Field<?> field() {
    return types.field();
  }

  CallTypes types() {
    return types;
  }

  /**
   * {@return the strategy that the kernel runs once it is settled, empty if it has but one module}
   * It waits for that: the first time on a device and field, the strategies are measured, and the
   * device proves itself.
   *
   * @throws io.fieldstone.runtime.error.FaultyDeviceException if the device computes wrongly
   * @throws ClosedException if the backend was closed
   * @see #tuning
   */
  public String strategy() {
    return settledCode().strategy();
  }

  /** {@return which strategy calls use now, and whether that is for good} It waits for nothing. */
  public KernelTuning tuning() {
    return choice.tuning();
  }

  /**
   * {@return what the driver tells of the kernel's pipeline for device vectors of a form, which is
   * made if it was not yet, with the strategy that {@link #strategy} returns}
   *
   * @param form the form of the elements
   * @throws FormMismatchException if {@code form} is {@link ElementForm#UNREDUCED}, which no
   *     pipeline is made for: vectors of that form are so whatever the form of the call
   * @throws ClosedException if the backend was closed
   */
  public PipelineStatistics statistics(ElementForm form) {
    if (form == ElementForm.UNREDUCED) {
      throw new FormMismatchException(
          "there is no pipeline for UNREDUCED; ask for CANONICAL or MONTGOMERY");
    }
    return settledCode()
        .describe(
            form,
            pipeline -> new PipelineStatistics(pipeline.creationNanos(), pipeline.statistics()));
  }

  /** Returns the modules that a call runs now. */
  KernelCode code() {
    return choice.current();
  }

  /** Returns the modules that calls run once the strategy is settled, which it waits for. */
  KernelCode settledCode() {
    return choice.settled();
  }

  KernelChoice choice() {
    return choice;
  }

  BackendResources resources() {
    return resources;
  }

  Object backend() {
    return backend;
  }

  /**
   * Starts a dispatch on device vectors. Any number may be open at once, in one thread or several.
   *
   * @return the dispatch, closed by the caller
   * @throws ClosedException if the backend was closed
   */
  public Dispatch<F> dispatch() {
    resources.requireOpen();
    return new Dispatch<>(this, false);
  }

  /**
   * Starts a dispatch that allocates nothing on the Java heap: what {@link #dispatch} does, for
   * generated code. It must not be used once it was closed, since somebody else may use it then.
   *
   * @return the dispatch, closed by the caller
   * @throws ClosedException if the backend was closed
   */
  public Dispatch<F> pooledDispatch() {
    resources.requireOpen();
    for (int i = 0; i < POOLED_DISPATCHES; i++) {
      if (pool.get(i) != null) {
        Dispatch<F> pooled = pool.getAndSet(i, null);
        if (pooled != null) {
          pooled.reopen();
          return pooled;
        }
      }
    }
    return new Dispatch<>(this, true);
  }

  /** Takes a pooled dispatch back that was closed. */
  void giveBack(Dispatch<F> dispatch) {
    for (int i = 0; i < POOLED_DISPATCHES; i++) {
      if (pool.get(i) == null && pool.compareAndSet(i, null, dispatch)) {
        return;
      }
    }
  }

  /**
   * Starts a job on host vectors, of a kernel whose vectors all have elements of the first type
   * argument.
   *
   * @return what builds the job
   * @throws BindingException if the kernel is not element-wise: such run on device vectors only
   */
  public Job.Builder<HostVector<F>> job() {
    requireElementwise();
    return new Job.Builder<>(this, new HostVectors<>(resources, backend));
  }

  /**
   * Starts a job on host vectors of several types.
   *
   * @return what builds the job
   * @throws BindingException if the kernel is not element-wise: such run on device vectors only
   */
  public Job.Builder<HostVector<?>> mixedJob() {
    requireElementwise();
    return new Job.Builder<>(this, new HostVectors<>(resources, backend));
  }

  /**
   * Starts a job on Java arrays, of a kernel whose vectors all have elements of the first type
   * argument.
   *
   * @return what builds the job
   * @throws BindingException if the kernel is not element-wise: such run on device vectors only
   */
  public Job.Builder<HeapVector<F>> heapJob() {
    requireElementwise();
    return new Job.Builder<>(this, new HeapVectors<>());
  }

  /**
   * Starts a job on Java arrays with elements of several types.
   *
   * @return what builds the job
   * @throws BindingException if the kernel is not element-wise: such run on device vectors only
   */
  public Job.Builder<HeapVector<?>> mixedHeapJob() {
    requireElementwise();
    return new Job.Builder<>(this, new HeapVectors<>());
  }

  private void requireElementwise() {
    requireElementwise(this, "use dispatch()");
  }

  /** Throws unless a kernel has jobs. */
  static void requireElementwise(Kernel<?> kernel, String remedy) {
    KernelDescriptor descriptor = kernel.descriptor();
    if (!descriptor.elementwise()) {
      throw new BindingException(
          kernel
              + (descriptor.cooperative() ? " is cooperative" : " is not element-wise")
              + ", which runs on device vectors only; "
              + remedy);
    }
  }

  @Override
  public String toString() {
    return types.toString();
  }
}
