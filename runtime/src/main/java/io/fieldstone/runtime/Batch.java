// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BatchConflictException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that run together: say what, then run it.
 *
 * <pre>{@code
 * try (Batch batch = gpu.batch()) {
 *   var tickets = pairs.stream().map(p -> batch.submit(fp.addJob(p.left(), p.right()))).toList();
 *   batch.runPipelined();
 *   tickets.get(0).result();
 * }
 * }</pre>
 *
 * <p>Jobs of a batch are independent: none may read or write what another writes. Chains belong on
 * {@link DeviceVector}s. A batch can be filled and run again. Not thread-safe; it owns no vectors.
 */
public final class Batch implements AutoCloseable {

  private final BackendResources resources;
  private final JobRunner runner;

  /** Keeps the backend from being taken for dropped. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Object backend;

  private final List<Ticket<?>> tickets = new ArrayList<>();
  private final Set<HostVector<?>> read = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<HostVector<?>> written = Collections.newSetFromMap(new IdentityHashMap<>());
  private TransferPath path;
  private long chunkElements;
  private boolean closed;

  Batch(BackendResources resources, Object backend) {
    this.resources = resources;
    this.backend = backend;
    this.runner = new JobRunner(resources);
    this.path = resources.options().transferPath();
    this.chunkElements = resources.options().chunkElements();
  }

  /** Sets how kernels get at host memory; the backend's way by default. */
  public Batch path(TransferPath path) {
    this.path = path;
    return this;
  }

  /**
   * Sets the elements per chunk; the backend's number by default.
   *
   * @throws ConfigurationException if it is below 1
   */
  public Batch chunkElements(long chunkElements) {
    this.chunkElements = BackendOptions.requireChunkElements("chunk size", chunkElements);
    return this;
  }

  /**
   * Adds a job; nothing runs yet.
   *
   * @throws BatchConflictException if it reads or writes what another job writes
   * @throws BackendMismatchException if it is another backend's
   * @throws ClosedException if the batch or the backend was closed
   */
  public <F> Ticket<F> submit(Job<F> job) {
    requireOpen();
    if (job.kernel().resources() != resources) {
      throw new BackendMismatchException("job " + job + " belongs to another backend");
    }
    requireIndependent(job);
    List<BindingDescriptor> bindings = job.kernel().descriptor().bindings();
    for (int i = 0; i < bindings.size(); i++) {
      HostVector<F> vector = job.vectorsOfRun().get(i);
      if (bindings.get(i).access().writes()) {
        written.add(vector);
      } else {
        read.add(vector);
      }
    }
    Ticket<F> ticket = new Ticket<>(job);
    tickets.add(ticket);
    return ticket;
  }

  private void requireIndependent(Job<?> job) {
    List<BindingDescriptor> bindings = job.kernel().descriptor().bindings();
    for (int i = 0; i < bindings.size(); i++) {
      HostVector<?> vector = job.vectorsOfRun().get(i);
      if (written.contains(vector)
          || (bindings.get(i).access().writes() && read.contains(vector))) {
        throw new BatchConflictException(
            bindings.get(i).name()
                + " of job "
                + tickets.size()
                + " ("
                + job
                + ") is a vector that an earlier job of the batch uses, and one of them writes it;"
                + " run them in two batches");
      }
    }
  }

  /** Runs the jobs one after the other, each chunk to its end before the next. */
  public void runSequential() {
    run(ExecutionMode.SEQUENTIAL);
  }

  /** Runs the jobs with small ones merged and the stages of different chunks overlapping. */
  public void runPipelined() {
    run(ExecutionMode.PIPELINED);
  }

  /**
   * Runs the jobs and empties the batch; on return all tickets are done.
   *
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     before all chunks are submitted; what was submitted is waited for
   * @throws io.fieldstone.runtime.error.FieldstoneException if a job fails; every ticket then has
   *     that failure, and the backend stays usable unless the device is lost
   */
  public void run(ExecutionMode mode) {
    run(mode, JobRunner.NO_TIMEOUT);
  }

  /**
   * Runs the jobs as {@link #run(ExecutionMode)} does, and submits no further chunk once {@code
   * timeout} has passed.
   *
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if that was before the last one
   */
  public void run(ExecutionMode mode, Duration timeout) {
    requireOpen();
    List<Ticket<?>> running = List.copyOf(tickets);
    clear();
    List<Job<?>> jobs = new ArrayList<>();
    for (Ticket<?> ticket : running) {
      jobs.add(ticket.job());
    }
    @Nullable Throwable failure = null;
    try {
      runner.run(jobs, mode, path, chunkElements, timeout);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      for (Ticket<?> ticket : running) {
        ticket.complete(failure);
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException("the batch was closed");
    }
    resources.requireOpen();
  }

  private void clear() {
    tickets.clear();
    read.clear();
    written.clear();
  }

  /** Drops the jobs that have not run. Idempotent. */
  @Override
  public void close() {
    clear();
    closed = true;
  }
}
