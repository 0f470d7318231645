// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.gate.Deadline;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes what kernels need before their first calls, on all cores, so that these cost what any call
 * costs: pipelines, the choice between strategies, the device's proof, the choice of the transfer
 * path of jobs.
 *
 * <pre>{@code
 * PreparationReport report =
 *     gpu.preparation()
 *         .dispatches(mul, ElementForm.MONTGOMERY)
 *         .jobs(add)                                   // of both forms
 *         .onProgress(step -> System.out.println(step.done() + " of " + step.total()))
 *         .run();
 * report.failures().forEach(failure -> System.err.println(failure));
 * }</pre>
 *
 * <p>Calls that other threads make meanwhile go on, and so does a kernel's first use: it waits for
 * no pipeline but its own. What is ready already costs nothing.
 *
 * <p>A builder, not thread-safe; several may run at once.
 */
public final class Preparation {

  /** Calls of a kernel that have a pipeline of their own. */
  record Use(Kernel<?> kernel, ElementForm form, boolean resident) {}

  private static final List<ElementForm> BOTH =
      List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY);

  private final BackendResources resources;
  private final Object backend;
  private final Set<Use> uses = new LinkedHashSet<>();
  private TransferPath path;
  private Consumer<PreparationProgress> listener = progress -> {};

  Preparation(BackendResources resources, Object backend) {
    this.resources = resources;
    this.backend = backend;
    this.path = resources.options().transferPath();
  }

  /**
   * Adds calls of a kernel on device vectors.
   *
   * @param kernel the kernel
   * @param forms the forms of calls; none for both
   * @return this preparation
   * @throws BackendMismatchException if the kernel is another backend's
   * @throws FormMismatchException if one is {@link ElementForm#UNREDUCED}, which no pipeline is
   *     made for
   */
  public Preparation dispatches(Kernel<?> kernel, ElementForm... forms) {
    return add(kernel, true, forms);
  }

  /**
   * Adds jobs of a kernel on host vectors.
   *
   * @param kernel the kernel
   * @param forms the forms of calls; none for both
   * @return this preparation
   * @throws BindingException if the kernel is not element-wise: such have no jobs
   * @throws BackendMismatchException if the kernel is another backend's
   * @throws FormMismatchException if one is {@link ElementForm#UNREDUCED}, which no pipeline is
   *     made for
   */
  public Preparation jobs(Kernel<?> kernel, ElementForm... forms) {
    Kernel.requireElementwise(kernel, "use dispatches()");
    return add(kernel, false, forms);
  }

  private Preparation add(Kernel<?> kernel, boolean resident, ElementForm... forms) {
    requireNonNull(kernel, "kernel");
    if (kernel.backend() != backend) {
      throw new BackendMismatchException(kernel + " belongs to another backend");
    }
    for (ElementForm form : forms.length == 0 ? BOTH : List.of(forms)) {
      if (form == ElementForm.UNREDUCED) {
        throw new FormMismatchException(
            "there is no pipeline for UNREDUCED; ask for CANONICAL or MONTGOMERY");
      }
      uses.add(new Use(kernel, form, resident));
    }
    return this;
  }

  /**
   * Sets the path that the jobs will take, the options' by default; one that is named saves time.
   *
   * @param ofJobs how the jobs get at host memory
   * @return this preparation
   */
  public Preparation path(TransferPath ofJobs) {
    this.path = requireNonNull(ofJobs, "ofJobs");
    return this;
  }

  /**
   * Sets who is told of each step as it is done, in the thread that runs this.
   *
   * @param listenerOfSteps who is told
   * @return this preparation
   */
  public Preparation onProgress(Consumer<PreparationProgress> listenerOfSteps) {
    this.listener = requireNonNull(listenerOfSteps, "listenerOfSteps");
    return this;
  }

  /**
   * Makes everything and waits for it. A kernel that fails keeps no other from being made.
   *
   * @return what was made, and what failed
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted;
   *     what was begun is made all the same
   * @throws io.fieldstone.runtime.error.RecordingException if this thread records a program
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public PreparationReport run() {
    return run(Deadline.NEVER);
  }

  /**
   * Does what {@link #run()} does, for at most {@code timeout}.
   *
   * @param timeout how long; at zero or less nothing is begun
   * @return what was made, and what failed
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if that was not long enough; what
   *     was begun is made all the same
   */
  public PreparationReport run(Duration timeout) {
    requireNonNull(timeout, "timeout");
    return run(Deadline.after(timeout));
  }

  private PreparationReport run(Deadline deadline) {
    resources.requireOpen();
    resources.context().recordings().refuse("prepare()");
    return new PreparationRun(resources, uses, path, listener, deadline).run();
  }
}
